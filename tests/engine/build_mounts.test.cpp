// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/engine/detail/build_mounts.hpp>

#include <algorithm>
#include <filesystem>
#include <optional>
#include <stop_token>
#include <string>
#include <thread>

#include <sys/socket.h>
#include <sys/un.h>

#include <catch2/catch.hpp>

#include "build_workshop.hpp"

namespace build_mounts_test {

using namespace slipway;
using support::root;
using support::running_workshop;
using support::workshop;

namespace {

/// What is in the last layer, in one line.
std::string last_layer(workshop& w) {
    const auto image = w.images.find(oci::reference::parse("made")).value();
    std::string made;
    const auto tree = oci::file_tree::from_directory(image.layers.back());
    for (const auto& [path, entry] : tree.entries()) made += path + ' ';
    return made;
}
bool said(const workshop& w, const std::string& line) {
    return std::find(w.progress.begin(), w.progress.end(), line) != w.progress.end();
}

}  // namespace

TEST_CASE("a bind shows files of the directory, of a stage and of an image, and leaves nothing") {
    if (!root()) return;
    running_workshop w;
    w.file("src/a", "a")
        .file("src/[id]/b", "b")
        .file("left.out", "x")
        .file(".dockerignore", "left.out\n");
    ::chown((w.files / "context/src/a").c_str(), 7, 8);
    const std::string text =
        "FROM busybox AS tools\nRUN mkdir /out && echo tool > /out/tool && chown 5:6 /out/tool\n"
        "FROM busybox\nWORKDIR /w\n"
        "RUN --mount=target=/in/context --mount=type=bind,from=tools,source=/out/tool,dst=tool "
        "--mount=from=busybox,source=etc,target=/opt/etc,rw "
        "ls /in/context > list; cat tool /in/context/src/a /in/context/src/[[]id]/b > read; "
        "stat -c %u:%g /in/context/src/a tool > owners; touch /in/context/no 2>/dev/null && "
        "touch written; echo more >> /opt/etc/passwd && tail -n1 /opt/etc/passwd\n";
    w.build(text);
    CHECK(w.content_of("/w/list") == "src\n");
    CHECK(w.content_of("/w/read") == "tool\nab");
    CHECK(w.content_of("/w/owners") == "0:0\n5:6\n");
    CHECK(said(w, "more"));
    CHECK(last_layer(w) == "w w/list w/owners w/read ");
    CHECK(w.build(text).cached == 3);
    CHECK(w.file("left.out", "y").build(text).cached == 3);
    CHECK(w.file("src/a", "other").build(text).cached == 2);
    CHECK(w.content_of("/w/read") == "tool\notherb");
    w.build("FROM busybox\nRUN --mount=source=src/[id],target=/x ls /x > /list\n");
    CHECK(w.content_of("/list") == "b\n");
}

TEST_CASE("mount points do not stay, whatever the image has there, and what is beside them does") {
    if (!root()) return;
    running_workshop w;
    w.file("f", "f");
    registry::push(w.content, oci::reference::parse("linked"),
                   oci::image_builder()
                       .layer(oci::file_tree()
                                  .file("bin/sh", "/usr/bin/busybox", 0755)
                                  .symlink("var/run", "../run")
                                  .directory("run", 0711)
                                  .text("run/there", "of the image"))
                       .build());
    w.build(
        "FROM linked\nRUN --mount=source=f,target=/var/run/there --mount=type=tmpfs,target=/a/b/c "
        "--mount=type=tmpfs,target=/d/e read x < /var/run/there; echo > /a/b/c/x; echo > /d/own\n");
    CHECK(last_layer(w) == "d d/own ");
    CHECK(w.content_of("/run/there") == "of the image");
    CHECK(w.view().list(w.view().root()).at("var").is_directory());
    CHECK(w.view().find("/var/run").value().path == "run");
    w.build("FROM linked\nRUN --mount=target=/a/b true\n");
    CHECK(w.images.find(oci::reference::parse("made"))->layers.size() == 1);
    CHECK(w.failure("FROM linked\nRUN --mount=target=/ true\n") ==
          "Dockerfile:2: RUN --mount=target=/ true: --mount: nothing can be mounted at /");
    CHECK(w.failure("FROM linked\nRUN --mount=target=/x,source=absent true\n")
              .ends_with("there is no \"absent\" in the build's directory"));
    CHECK(w.failure("FROM linked\nRUN --mount=target=$NO true\n")
              .ends_with("target names no path: a variable in it may have no value"));
}

TEST_CASE("a cache stays between builds, and is no part of the layer") {
    if (!root()) return;
    running_workshop w;
    const auto add = [&](const std::string& options, const std::string& name) {
        w.build("FROM busybox\nARG U=5\nRUN --mount=type=cache,target=/c" + options + " touch /c/" +
                name + "; ls /c > /list; stat -c '%a %u:%g' /c > /facts\n");
        return w.content_of("/list");
    };
    CHECK(add("", "one") == "one\n");
    CHECK(w.content_of("/facts") == "755 0:0\n");
    CHECK(last_layer(w) == "facts list ");
    CHECK(add("", "two") == "one\ntwo\n");
    CHECK(add(",id=other,mode=0700,uid=$U,gid=6", "three") == "three\n");
    CHECK(w.content_of("/facts") == "700 5:6\n");
    CHECK(add(",id=/c,sharing=locked", "four") == "four\none\ntwo\n");
    CHECK(add(",sharing=private", "five") == "five\nfour\none\ntwo\n");
    CHECK(add(",from=busybox,source=/etc", "own").find("passwd\n") != std::string::npos);
    CHECK(add(",ro", "six") == "five\nfour\none\ntwo\n");
    // Its content does not tell steps apart.
    const std::string text = "FROM busybox\nRUN --mount=type=cache,target=/c ls /c > /list\n";
    w.build(text);
    add("", "seven");
    CHECK(w.build(text).cached == 1);
    const auto recipe = oci::from("busybox").run({"/bin/sh", "-c", "ls /c > /list"},
                                                 {.mounts = {oci::cache_mount{.target = "/c"}}});
    w.build(recipe);
    CHECK(w.content_of("/list") == "five\nfour\none\nseven\ntwo\n");
}

TEST_CASE("a cache that others have: wait for it, or take another") {
    if (!root()) return;
    running_workshop w;
    const std::string id = "RUN --mount=type=cache,id=c,target=/c,sharing=";
    w.build("FROM busybox\n" + id + "locked touch /c/first\n");
    std::filesystem::path lock;
    for (const auto& each : std::filesystem::directory_iterator(w.files / "caches"))
        if (each.path().extension() == ".lock") lock = each.path();
    std::optional<core::file_lock> busy(std::in_place, lock, LOCK_SH);
    w.build("FROM busybox\n" + id + "private ls /c > /list\n");
    CHECK(w.content_of("/list").empty());
    w.build("FROM busybox\n" + id + "shared ls /c > /list\n");
    CHECK(w.content_of("/list") == "first\n");
    std::stop_source stop;
    stop.request_stop();
    const engine::detail::build_caches caches(w.files / "caches", stop.get_token());
    CHECK_THROWS_WITH(caches.hold(lock.stem().string().substr(0, lock.stem().string().rfind('-')),
                                  oci::cache_sharing::locked, [](const auto&) {}),
                      "the build was stopped");
    std::jthread later([&] { busy.reset(); });
    w.build("FROM busybox\n" + id + "locked ls /c > /list2\n");
    CHECK(w.content_of("/list2") == "first\n");
}

TEST_CASE("a secret is where the command looks for it, and nowhere else") {
    if (!root()) return;
    running_workshop w;
    const std::string secret = "hunter2-of-the-test";
    const engine::build_options given{.secrets = {{"token", secret}}};
    const std::string text =
        "FROM busybox\nRUN --mount=type=secret,id=token "
        "--mount=type=secret,id=token,target=/etc/own,mode=0440,uid=7,gid=8 "
        "--mount=type=secret,id=token,env=TOKEN --mount=type=secret,id=absent "
        "wc -c < /run/secrets/token; [ \"$TOKEN\" = \"$(cat /etc/own)\" ] && stat -c '%a %u:%g' "
        "/run/secrets/token /etc/own; ls /run/secrets\nRUN env > /env\n";
    w.build(text, given);
    CHECK(said(w, std::to_string(secret.size())));
    CHECK(said(w, "400 0:0"));
    CHECK(said(w, "440 7:8"));
    CHECK(said(w, "token"));
    CHECK_FALSE(said(w, "absent"));
    CHECK(last_layer(w) == "env ");
    for (const auto& line : w.progress) CHECK(line.find(secret) == std::string::npos);
    CHECK(oci::write(w.config()).find(secret) == std::string::npos);
    CHECK(w.content_of("/env").find(secret) == std::string::npos);
    CHECK(w.build(text, {.secrets = {{"token", "another"}}}).cached == 2);
    const std::string own = engine::detail::secret_directory::prefix + std::to_string(::getpid());
    for (const auto& left : std::filesystem::directory_iterator("/dev/shm"))
        CHECK_FALSE(left.path().filename().string().starts_with(own));
    CHECK(w.failure("FROM busybox\nRUN --mount=type=secret,id=db,required true\n")
              .ends_with("--mount: the secret db is required, and nobody gives it (--secret "
                         "id=db,src=FILE; in a program build_options::secrets)"));
}

TEST_CASE("a command reaches the agent that it is given") {
    if (!root()) return;
    running_workshop w;
    sockaddr_un name{};
    name.sun_family = AF_UNIX;
    const std::string path = (w.files / "agent").string();
    path.copy(name.sun_path, sizeof name.sun_path - 1);
    const core::owned_fd agent(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
    REQUIRE(::bind(agent.get(), reinterpret_cast<const sockaddr*>(&name), sizeof name) == 0);
    w.build(
        "FROM busybox\nRUN --mount=type=ssh [ -S $SSH_AUTH_SOCK ] && echo $SSH_AUTH_SOCK > /at\n",
        {.agents = {{"default", path}}});
    CHECK(w.content_of("/at") == "/run/buildkit/ssh_agent.0\n");
    CHECK(last_layer(w) == "at ");
    CHECK(w.failure("FROM busybox\nRUN --mount=type=ssh,required true\n")
              .ends_with("nobody gives it (--ssh default; in a program build_options::agents)"));
}

TEST_CASE("a directory in memory, and networks of one step") {
    if (!root()) return;
    running_workshop w;
    w.build(
        "FROM busybox\nRUN --mount=type=tmpfs,target=/m,size=1m df -k /m | tail -n1 | awk '{print "
        "$2}' > /size\nRUN --network=none ls /sys/class/net > /links\nRUN ls /sys/class/net > "
        "/more\n");
    CHECK(w.content_of("/size") == "1024\n");
    CHECK(w.content_of("/links") == "lo\n");
    CHECK(w.content_of("/more") == "eth0\nlo\n");
    const std::string host =
        "FROM busybox\nRUN --network=host readlink /proc/self/ns/net > /namespace\n";
    CHECK(w.failure(host).ends_with(
        "(--allow network.host; in a program build_options::allow_host_network)"));
    w.build(host, {.allow_host_network = true});
    CHECK(w.content_of("/namespace") ==
          std::filesystem::read_symlink("/proc/thread-self/ns/net").string() + '\n');
    const std::string text = "FROM busybox\nRUN ls /sys/class/net > /links\n";
    w.build(text, {.network = oci::run_network::none});
    CHECK(w.content_of("/links") == "lo\n");
}

}  // namespace build_mounts_test
