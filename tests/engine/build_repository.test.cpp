// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include <slipway/core/run_command.hpp>

#include "build_workshop.hpp"
#include "support/server_program.hpp"

namespace build_repository_test {

using namespace slipway;

namespace {

/// What git says to this in a directory, as somebody whose settings are nobody's.
std::string git(const std::filesystem::path& in, std::vector<std::string> words) {
    words.insert(words.begin(), {"git", "-C", in.string(), "-c", "user.name=test", "-c",
                                 "user.email=test@localhost", "-c", "protocol.file.allow=always"});
    const auto said =
        core::run_command(words, {{"GIT_CONFIG_NOSYSTEM", "1"}, {"GIT_CONFIG_GLOBAL", "/dev/null"}},
                          std::chrono::minutes(1), 1 << 16);
    INFO(said.complaints);
    REQUIRE(said.not_started == 0);
    REQUIRE(said.exit_code == 0);
    return said.output.substr(0, said.output.find('\n'));
}

/// A server of two repositories: `shop.git`, which has the other one as a submodule at `library`,
/// and `library.git`.
struct hub {
    hub() {
        for (const char* name : {"library.git", "shop.git"}) {
            std::filesystem::create_directories(place(name));
            git(place(name), {"init", "-q", "-b", "main"});
        }
        scratch_directory::write(place("library.git") / "code", "library\n");
        commit("library.git");
        scratch_directory::write(place("shop.git") / "docs/index", "first\n");
        first = commit("shop.git");
        git(place("shop.git"), {"tag", "v1"});
        scratch_directory::write(place("shop.git") / "docs/index", "second\n");
        scratch_directory::write(place("shop.git") / "start", "#!/bin/sh\n");
        std::filesystem::permissions(place("shop.git") / "start", std::filesystem::perms(0700));
        std::filesystem::create_symlink("docs/index", place("shop.git") / "link");
        std::filesystem::create_directory_symlink("/", place("shop.git") / "out");
        git(place("shop.git"), {"submodule", "-q", "add", "../library.git", "library"});
        second = commit("shop.git");
        const std::string program = git(place("shop.git"), {"--exec-path"}) + "/git-daemon";
        server.emplace(
            [&](std::uint16_t port) {
                return std::vector<std::string>{
                    program, "--listen=127.0.0.1", "--port=" + std::to_string(port),
                    "--base-path=" + (files / "hub").string(), "--export-all"};
            },
            files / "log");
    }
    std::string commit(const char* name) const {
        git(place(name), {"add", "-A"});
        git(place(name), {"commit", "-q", "-m", "one more"});
        return git(place(name), {"rev-parse", "HEAD"});
    }
    std::filesystem::path place(const std::string& name) const { return files / "hub" / name; }
    std::string shop() const { return "git://" + server->host() + "/shop.git"; }

    scratch_directory files;
    std::string first, second;
    std::optional<support::server_program> server;
};

}  // namespace

TEST_CASE("a git repository is added as it is, with its submodules and without its history") {
    const hub h;
    support::workshop w;
    w.build("FROM scratch\nADD " + h.shop() + " /src\n");
    CHECK(w.list("/src") == ".gitmodules docs library link out start ");
    CHECK(w.content_of("/src/docs/index") == "second\n");
    CHECK(w.content_of("/src/library/code") == "library\n");
    CHECK(w.list("/src/library") == "code ");
    CHECK(w.facts_of("/src/start") == "755 0:0");
    CHECK(w.facts_of("/src/docs/index") == "644 0:0");
}

TEST_CASE("whoever fetches it, an image has the same digest, and the step is known again") {
    const hub h;
    support::workshop w;
    const std::string file = "FROM scratch\nADD " + h.shop() + "#main /src\n";
    const mode_t before = ::umask(0077);
    const auto first = w.build(file);
    ::umask(0002);
    const auto second = w.build(file, {.use_cache = false});
    ::umask(before);
    CHECK(first.manifest.digest == second.manifest.digest);
    CHECK(w.build(file).cached == 1);
}

TEST_CASE("a branch, a tag or a commit is taken, and a directory of it") {
    const hub h;
    support::workshop w;
    for (const std::string& old : {std::string("v1"), h.first, h.first.substr(0, 9)}) {
        CAPTURE(old);
        w.build("FROM scratch\nADD " + h.shop() + "#" + old + ":docs /docs/\n");
        CHECK(w.content_of("/docs/index") == "first\n");
        CHECK(w.list("/") == "docs ");
    }
    w.build("FROM scratch\nARG BRANCH=main\nADD " + h.shop() + "#$BRANCH:docs/ /docs\n");
    CHECK(w.content_of("/docs/index") == "second\n");
}

TEST_CASE("the commit is checked, and history is kept where it is asked for") {
    const hub h;
    support::workshop w;
    w.build("FROM scratch\nADD --checksum=" + h.second + " --keep-git-dir " + h.shop() + " /src\n");
    CHECK(w.content_of("/src/.git/HEAD") == h.second + "\n");
    CHECK(w.failure("FROM scratch\nADD --checksum=" + h.first + " " + h.shop() + " /src\n")
              .find("its commit is " + h.second) != std::string::npos);
    CHECK(w.failure("FROM scratch\nADD --checksum= " + h.shop() + "#:absent /src\n")
              .find("there is no \"/absent\" in the git repository " + h.shop()) !=
          std::string::npos);
}

TEST_CASE("what cannot be fetched is told as git tells it, without passwords") {
    const hub h;
    support::workshop w;
    const auto fails = [&](const std::string& source, const std::string& how) {
        const std::string said = w.failure("FROM scratch\nADD " + source + " /src\n");
        CAPTURE(said);
        const std::size_t ours = said.find("the git repository ");  // behind the Dockerfile's line
        CHECK(said.find(how) != said.npos);
        CHECK(said.find("secret", ours) == said.npos);
    };
    fails(h.shop() + "#nowhere",
          "cannot be fetched: git fetch says: fatal: couldn't find remote ref");
    fails(h.shop() + "#--upload-pack=x", "couldn't find remote ref --upload-pack=x");
    fails(h.shop() + "#0123456789", "git checkout says");
    fails("git://" + h.server->host() + "/absent.git", "cannot be fetched: git fetch says");
    fails("http://user:secret@127.0.0.1:1/shop.git",
          "the git repository http://127.0.0.1:1/shop.git cannot be fetched");
}

TEST_CASE("no link in a repository leads out of it") {
    const hub h;
    support::workshop w;
    for (const char* way : {"out/etc/passwd", "../../etc/passwd", "out/../../etc"}) {
        CAPTURE(way);
        const std::string said =
            w.failure("FROM scratch\nADD " + h.shop() + "#:" + way + " /src\n");
        CHECK((said.find("there is no") != said.npos || said.find("leads out of") != said.npos));
    }
}

}  // namespace build_repository_test
