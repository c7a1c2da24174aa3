// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/cli/command/program.hpp>

#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include <sys/wait.h>
#include <unistd.h>

#include <catch2/catch.hpp>

#include <slipway/cli/command/container_verbs.hpp>
#include <slipway/cli/command/image_verbs.hpp>
#include <slipway/core/owned_fd.hpp>

#include "support/eventually.hpp"
#include "support/raw_client.hpp"
#include "support/scratch_directory.hpp"
#include "support/shim_here.hpp"
#include "support/without_root.hpp"

namespace without_root_test {

using namespace slipway;

namespace {

/// The slipway command of somebody who is not root: each call is a process of its own, which
/// becomes root of a user namespace.
struct command {
    ~command() { says({"rm", "-f", "web", "db"}); }

    /// All that it says, and at the end its code where that is not 0.
    std::string says(std::vector<std::string> words) const {
        words.insert(words.begin(), {"slipway", "--quiet", "--root", (files / "root").string()});
        core::pipe_ends said = core::make_pipe();
        std::fflush(nullptr);  // else the other process says it once more
        const pid_t pid = ::fork();
        if (pid == 0) {
            for (const int stream : {1, 2}) ::dup2(said.write.get(), stream);
            std::vector<char*> argv;
            for (std::string& w : words) argv.push_back(w.data());
            auto verbs = cli::command::container_verbs();
            for (const auto& v : cli::command::image_verbs()) verbs.push_back(v);
            ::_exit(cli::command::program(static_cast<int>(argv.size()), argv.data(),
                                          std::move(verbs), true));
        }
        said.write.reset();
        std::string made;
        char bytes[4096];
        for (ssize_t n = 0; (n = ::read(said.read.get(), bytes, sizeof bytes)) > 0;)
            made.append(bytes, static_cast<std::size_t>(n));
        int status = 0;
        ::waitpid(pid, &status, 0);
        return status == 0 ? made : made + "exit " + std::to_string(WEXITSTATUS(status));
    }
    void write_recipe(const std::string& more) const {
        std::filesystem::create_directories(files / "context");
        std::filesystem::copy_file("/usr/bin/busybox", files / "context/busybox",
                                   std::filesystem::copy_options::skip_existing);
        scratch_directory::write(files / "context/hello", "of 33");
        scratch_directory::write(
            files / "context/Dockerfile",
            "FROM scratch\nCOPY busybox /bin/busybox\n"
            "RUN [\"/bin/busybox\", \"sh\", \"-c\", \"/bin/busybox --install -s /bin\"]\n" +
                more);
    }

    scratch_directory files;
};

}  // namespace

TEST_CASE("slipway builds and runs without root, with networks", "[.][slipway without root]") {
    if (::geteuid() == 0) return;
    const command slipway;
    if (slipway.says({"info"}).find("Runtime: linux") == std::string::npos) {
        WARN("skipped: " << slipway.says({"info"}));
        return;
    }
    slipway.write_recipe("RUN mkdir -p /www && echo built > /www/index.html && id -u\n");
    REQUIRE(slipway.says({"build", "-t", "box", (slipway.files / "context").string()})
                .starts_with("sha256:"));
    CHECK(slipway.says({"run", "--rm", "box", "cat", "/www/index.html"}) == "built\n");
    const auto found = [&](const std::string& words) {
        return slipway.says({"run", "--rm", "--network", "shop", "box", "sh", "-c", words});
    };
    CHECK(slipway.says({"network", "create", "shop"}).size() == 65);
    CHECK(slipway.says({"run", "-d", "--name", "db", "--network", "shop", "box", "sleep", "1000"})
              .size() == 65);
    CHECK(found("ping -c 1 -W 5 db > /dev/null && echo reached") == "reached\n");
    const bool limits = slipway.says({"info"}).find("lacks: memory limits") == std::string::npos;
    const std::string limited = slipway.says({"run", "--rm", "-m", "64m", "box", "echo", "ran"});
    CHECK(limited.ends_with("ran\n"));
    CHECK((limited.find("slipway: the container goes without its memory limit: ") != 0) == limits);
    CHECK(slipway
              .says({"run", "-d", "--name", "web", "-p", "80", "box", "httpd", "-f", "-p", "80",
                     "-h", "/www"})
              .size() == 65);
    const std::string place = slipway.says({"port", "web", "80"});
    REQUIRE(place.starts_with("127.0.0.1:"));
    CHECK(support::eventually([&] {
        const support::raw_client client(static_cast<std::uint16_t>(std::stoi(place.substr(10))));
        client.send("GET / HTTP/1.0\r\n\r\n");
        return client.read().ends_with("built\n");
    }));
    if (slipway.says({"info"}).find("lacks: pausing") != std::string::npos)
        CHECK(slipway.says({"commit", "db", "held"}).find("(--pause=false; in a program") !=
              std::string::npos);
    CHECK(slipway.says({"commit", "--pause=false", "db", "held"}).starts_with("sha256:"));
    CHECK(slipway.says({"exec", "web", "sh", "-c", "echo more > /www/more; rm /www/index.html"})
              .empty());
    CHECK(slipway.says({"cp", "web:/www/more", (slipway.files / "more").string()}).empty());
    CHECK(slipway.says({"stop", "-t", "0", "web"}) == "web\n");
    CHECK(slipway.says({"diff", "web"}) == "C /www\nD /www/index.html\nA /www/more\n");
    CHECK(slipway.says({"cp", "web:/www/more", (slipway.files / "again").string()}).empty());
    CHECK(slipway.says({"commit", "web", "kept"}).starts_with("sha256:"));
    CHECK(slipway.says({"run", "--rm", "kept", "ls", "/www"}) == "more\n");
    CHECK(slipway.says({"rm", "-f", "web", "db"}) == "web\ndb\n");
    CHECK(slipway.says({"network", "rm", "shop"}) == "shop\n");
}

TEST_CASE("slipway has the users of images without root", "[.][slipway with other users]") {
    if (::geteuid() == 0) return;
    const command slipway;
    if (const std::string told = slipway.says({"info"});
        told.find("Runtime: linux") == std::string::npos ||
        told.find("lacks: other users") != std::string::npos) {
        WARN("skipped: " << told);
        return;
    }
    slipway.write_recipe(
        "COPY --chown=33:34 hello /srv/hello\nRUN mkdir /data && chown 1234:1235 /data && chmod 700 /data\nUSER 1234:1235\nRUN touch /data/made\n");
    REQUIRE(slipway.says({"build", "-t", "box", (slipway.files / "context").string()})
                .starts_with("sha256:"));
    CHECK(slipway.says({"run", "--rm", "box", "stat", "-c", "%u:%g", "/srv/hello", "/data",
                        "/data/made"}) == "33:34\n1234:1235\n1234:1235\n");
    CHECK(slipway.says({"run", "--rm", "-v", "data:/data", "box", "sh", "-c",
                        "touch /data/more && stat -c %u:%g:%a /data /data/made && ls /data"}) ==
          "1234:1235:700\n1234:1235:644\nmade\nmore\n");
    CHECK(slipway.says({"run", "--rm", "-v", "data:/data", "box", "ls", "/data"}) ==
          "made\nmore\n");
    CHECK(slipway.says({"volume", "rm", "data"}) == "data\n");
    CHECK(
        slipway
            .says({"run", "-d", "--name", "web", "-u", "0", "box", "sh", "-c",
                   "mkdir /own; chown 7:7 /own; chmod 700 /own; touch /own/file; exec sleep 1000"})
            .size() == 65);
    CHECK(support::eventually(
        [&] { return slipway.says({"exec", "-u", "7:7", "web", "ls", "/own"}) == "file\n"; }));
    CHECK(slipway.says({"stop", "-t", "0", "web"}) == "web\n");
    CHECK(slipway.says({"diff", "web"}).find("A /own/file\n") != std::string::npos);
    CHECK(slipway.says({"rm", "web"}) == "web\n");
    CHECK(slipway.says({"rmi", "box"}).starts_with("Untagged: box"));
}

TEST_CASE("the command slipway does without root") {
    support::run_without_root("[slipway without root]", "");
    support::run_without_root("[slipway with other users]", "sailor:100000:65536\n");
}

}  // namespace without_root_test
