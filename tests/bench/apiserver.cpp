// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT

// How fast the API server answers, over loopback with one connection that is kept alive, and in
// process.
//
//   bench_apiserver [SECONDS]     (for each line of requests; 1 by default)
//
// Beside it stand the figures of kube-apiserver 1.20 with etcd on a calm machine of two cores:
// compare the ratio of two lines, not the figures of two machines.
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <string>

#include <sys/socket.h>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <unistd.h>

#include <slipway/api/resource_of.hpp>
#include <slipway/apiserver/http_frontend.hpp>
#include <slipway/json/read.hpp>
#include <slipway/net/http_server.hpp>

namespace {

using namespace slipway;
using clock_type = std::chrono::steady_clock;

double since(clock_type::time_point start) {
    return std::chrono::duration<double>(clock_type::now() - start).count();
}

/// One connection; requests wait for their answers.
class connection {
public:
    explicit connection(std::uint16_t port) : fd_(socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
        sockaddr_in to{};
        to.sin_family = AF_INET;
        to.sin_port = htons(port);
        to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        const int on = 1;
        if (connect(fd_, reinterpret_cast<sockaddr*>(&to), sizeof to) != 0 ||
            setsockopt(fd_, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on) != 0)
            throw std::runtime_error("cannot connect");
    }
    connection(const connection&) = delete;
    ~connection() { close(fd_); }

    /// Bytes of the body. Throws unless the answer has this status.
    std::size_t ask(const std::string& request, const char* status) {
        for (std::size_t sent = 0; sent < request.size();) {
            const ssize_t n = send(fd_, request.data() + sent, request.size() - sent, MSG_NOSIGNAL);
            if (n <= 0) throw std::runtime_error("cannot send");
            sent += static_cast<std::size_t>(n);
        }
        got_.clear();
        std::size_t head = 0, wanted = 0;
        while (head == 0 || got_.size() < head + wanted) {
            const ssize_t n = recv(fd_, buffer_, sizeof buffer_, 0);
            if (n <= 0) throw std::runtime_error("the server has closed the connection");
            got_.append(buffer_, static_cast<std::size_t>(n));
            if (head != 0) continue;
            const std::size_t end = got_.find("\r\n\r\n"), length = got_.find("Content-Length: ");
            if (end == got_.npos) continue;
            if (got_.compare(9, 3, status) != 0 || length == got_.npos)
                throw std::runtime_error(got_);
            head = end + 4;
            wanted = std::strtoul(got_.c_str() + length + 16, nullptr, 10);
        }
        return wanted;
    }

private:
    int fd_;
    char buffer_[256 * 1024];
    std::string got_;
};

std::string request(const std::string& method, const std::string& path,
                    const std::string& body = {}) {
    return method + " " + path +
           " HTTP/1.1\r\nHost: bench\r\nContent-Type: application/json\r\nContent-Length: " +
           std::to_string(body.size()) + "\r\n\r\n" + body;
}

/// A pod of about 1.3 KB, as a client sends it.
std::string pod(const std::string& name) {
    std::string env;
    for (int i = 0; i < 12; ++i)
        env += (i ? "," : "") + (R"({"name":"SETTING_)" + std::to_string(i) +
                                 R"(","value":"a value of some length"})");
    return R"({"kind":"Pod","apiVersion":"v1","metadata":{"name":")" + name +
           R"(","labels":{"app":"web","tier":"front","version":"1.4.2"}},"spec":{"containers":[{"name":"app","image":"registry.example.com/shop/web:1.4.2",)"
           R"("ports":[{"name":"http","containerPort":8080}],"env":[)" +
           env +
           R"(],"resources":{"requests":{"cpu":"100m","memory":"128Mi"},"limits":{"memory":"256Mi"}},)"
           R"("readinessProbe":{"httpGet":{"path":"/healthz","port":"http"}},"volumeMounts":[{"name":"data","mountPath":"/data"}]}],"volumes":[{"name":"data","emptyDir":{}}]}})";
}

/// Calls until the time is over; calls per second.
template <class Call>
double rate(double seconds, Call call) {
    std::size_t done = 0;
    const auto start = clock_type::now();
    double took = 0;
    while ((took = since(start)) < seconds)
        for (int i = 0; i < 20; ++i, ++done) call(done);
    return static_cast<double>(done) / took;
}

void line(const char* what, double measured, const char* unit, const char* reference) {
    std::printf("%-42s %12.0f %-6s  %s\n", what, measured, unit, reference);
    std::fflush(stdout);
}

void measure(double seconds) {
    core::system_time time;
    core::random_source random{1};
    store::memory kept;
    apiserver::server server(kept, time, random);
    const api::target pods{&api::resource_of<api::Pod>, "default"},
        namespaces{&api::resource_of<api::Namespace>};
    server.create(namespaces, {{"metadata", {{"name", "default"}}}});
    server.create(namespaces, {{"metadata", {{"name", "full"}}}});
    net::io_threads io;
    apiserver::http_frontend frontend(server, io, {.required_group = ""});
    net::http_server http(io, {}, [&](net::request&& r, const net::exchange& out) {
        frontend.handle(std::move(r), out);
    });
    connection one(http.port());
    const std::string path = "/api/v1/namespaces/default/pods";

    std::printf("%-42s %12s %-6s  %s\n", "", "this server", "", "kube-apiserver 1.20");
    one.ask(request("POST", path, pod("a")), "201");
    const std::string get = request("GET", path + "/a");
    line("GET pod, 1 connection", rate(seconds, [&](std::size_t) { one.ask(get, "200"); }), "/s",
         "828/s (with TLS)");
    line("CREATE pod of 1.3 KB, 1 connection",
         rate(seconds,
              [&](std::size_t i) {
                  one.ask(request("POST", path, pod("p" + std::to_string(i))), "201");
              }),
         "/s", "318/s (with TLS)");
    const json::value given = json::read(pod("x"));
    json::value next = given;
    line("CREATE pod, in process",
         rate(seconds,
              [&](std::size_t i) {
                  next["metadata"]["name"] = "q" + std::to_string(i);
                  server.create(pods, next);
              }),
         "/s", "-");
    const api::target a{pods.kind, "default", "a"};
    line("GET pod, in process", rate(seconds, [&](std::size_t) { server.get(a); }), "/s", "-");

    constexpr int many = 5'000;
    for (int i = 0; i < many; ++i) {
        next["metadata"]["name"] = "p" + std::to_string(i);
        server.create({pods.kind, "full"}, next);
    }
    const std::string list = request("GET", "/api/v1/namespaces/full/pods");
    std::size_t bytes = 0;
    auto milliseconds = [&](const std::string& asked) {
        bytes = one.ask(asked, "200");  // once before
        const auto start = clock_type::now();
        constexpr int times = 3;
        for (int i = 0; i < times; ++i) one.ask(asked, "200");
        return since(start) * 1000 / times;
    };
    line("LIST 5,000 pods, JSON", milliseconds(list), "ms", "246 ms (18.7 MB, with TLS)");
    std::printf("%-42s %12.1f MB\n", "  of", static_cast<double>(bytes) / 1e6);
    std::string table = list;
    table.insert(table.find("Host:"), "Accept: application/json;as=Table;v=v1;g=meta.k8s.io\r\n");
    line("LIST 5,000 pods, as a table", milliseconds(table), "ms", "289 ms (11.9 MB, with TLS)");
    io.stop();
}

}  // namespace

int main(int argc, char** argv) try {
    measure(argc > 1 ? std::atof(argv[1]) : 1);
    return 0;
} catch (const std::exception& e) {
    std::fprintf(stderr, "%s: %s\n", argv[0], e.what());
    return 1;
}
