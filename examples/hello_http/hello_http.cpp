// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT

// A small web application, as people put it into images. It says who answers, so that one sees how
// a Service spreads requests over pods.
//
//   hello_http [PORT]        (8080 where none is given)
//
//   GET /         "GREETING from HOSTNAME"
//   GET /healthz  "ok"
//
// SIGTERM ends it gracefully: requests under way are answered first.
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <thread>

#include <unistd.h>

#include <httplib.h>

namespace {

std::string environment(const char* name, const char* otherwise) {
    const char* value = std::getenv(name);
    return value ? value : otherwise;
}

std::string host_name() {
    char name[256] = "";
    gethostname(name, sizeof name - 1);
    return name;
}

}  // namespace

int main(int argc, char** argv) {
    if (argc > 1 && std::string(argv[1]) == "--help") {
        std::printf("usage: hello_http [PORT]\n");
        return 0;
    }
    const int port = argc > 1 ? std::atoi(argv[1]) : 8080;
    if (port < 1 || port > 65535) {
        std::fprintf(stderr, "hello_http: '%s' is not a port\n", argv[1]);
        return 2;
    }

    // Blocked before any thread starts, so that only the one that waits for it sees the signal.
    sigset_t ending;
    sigemptyset(&ending);
    sigaddset(&ending, SIGTERM);
    sigaddset(&ending, SIGINT);
    pthread_sigmask(SIG_BLOCK, &ending, nullptr);

    const std::string answer = environment("GREETING", "hello") + " from " +
                               environment("POD_NAME", host_name().c_str()) + "\n";
    httplib::Server server;
    server.Get("/", [&](const httplib::Request&, httplib::Response& out) {
        out.set_content(answer, "text/plain");
    });
    server.Get("/healthz", [](const httplib::Request&, httplib::Response& out) {
        out.set_content("ok\n", "text/plain");
    });
    // A connection per request lets every request be balanced.
    server.set_keep_alive_max_count(1);

    // Where pods have no network of their own, each is given an address to keep apart by.
    const std::string address = environment("SLIPWAY_POD_IP", "0.0.0.0");
    if (!server.bind_to_port(address, port)) {
        std::fprintf(stderr, "hello_http: cannot listen on %s:%d\n", address.c_str(), port);
        return 1;
    }
    std::thread([&] {
        int signal = 0;
        sigwait(&ending, &signal);
        server.stop();
    }).detach();
    std::printf("listening on %s:%d\n", address.c_str(), port);
    std::fflush(stdout);
    return server.listen_after_bind() ? 0 : 1;
}
