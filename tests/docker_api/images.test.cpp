// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/docker_api/service.hpp>

#include <filesystem>
#include <memory>

#include <catch2/catch.hpp>

#include <slipway/net/password_hash.hpp>
#include <slipway/oci/unpack.hpp>
#include <slipway/registry/any_registry.hpp>
#include <slipway/registry/memory.hpp>
#include <slipway/registry/server.hpp>

#include <support/eventually.hpp>

#include "docker_machine.hpp"

namespace images_test {

using namespace slipway;
using support::docker_machine;

namespace {

struct registry_here {
    net::io_threads io;
    registry::server serving;
    explicit registry_here(registry::server_options o)
        : serving(io, registry::any_registry(std::make_shared<registry::memory_registry>()),
                  std::move(o)) {}
    std::string host() const { return "127.0.0.1:" + std::to_string(serving.port()); }
};

bool has(const std::string& text, const std::string& part) {
    INFO(text);
    return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("docker names, saves and loads images") {
    if (!support::has_docker()) return;
    const docker_machine m;
    CHECK(m.said({"tag", "busybox", "mine:1"}).empty());
    CHECK(m.said({"images", "--format", "{{.Repository}}:{{.Tag}}", "mine"}) == "mine:1");
    CHECK(m.said({"image", "inspect", "mine:1", "--format", "{{.Os}} {{len .RepoTags}}"}) ==
          "linux 2");
    CHECK(m.said({"history", "-q", "mine:1"}).size() == 12);
    CHECK(m.said({"save", "-o", m.files / "saved.tar", "mine:1"}).empty());
    CHECK(m.said({"rmi", "mine:1"}) == "Untagged: mine:1");
    CHECK(m.said({"load", "-i", m.files / "saved.tar"}) == "Loaded image: mine:1");
    CHECK(m.said({"run", "--rm", "mine:1", "echo", "runs"}) == "runs");
    CHECK(has(m.said({"run", "-d", "--name", "stands", "mine:1", "true"}), ""));
    CHECK(has(m.said({"rmi", "nosuch"}), "No such image: nosuch"));
    scratch_directory::write(m.files / "junk", "this is no archive");
    CHECK(has(m.said({"load", "-i", m.files / "junk"}), "failed with 1"));
}

TEST_CASE("docker pushes to a registry and pulls from it, with a password") {
    if (!support::has_docker()) return;
    const docker_machine m;
    registry::server_options options;
    options.users = {{"ann", net::hash_password("secret")}};
    options.asks = registry::authentication::basic;
    const registry_here there(options);
    const std::string name = there.host() + "/shop/web:1";
    CHECK(m.said({"tag", "busybox", name}).empty());
    CHECK(has(m.said({"push", name}), "failed with 1"));
    CHECK(has(m.said({"login", "-u", "ann", "--password-stdin", there.host()}, "wrong"),
              "failed with 1"));
    CHECK(has(m.said({"login", "-u", "ann", "--password-stdin", there.host()}, "secret"),
              "Login Succeeded"));
    CHECK(has(m.said({"push", name}), "1: digest: sha256:"));
    CHECK(m.said({"rmi", name}) == "Untagged: " + name);
    CHECK(has(m.said({"pull", name}), "Digest: sha256:"));
    CHECK(m.said({"run", "--rm", name, "echo", "pulled"}) == "pulled");
    CHECK(has(m.said({"pull", there.host() + "/shop/nosuch"}), "failed with 1"));
    // What is not here is pulled by `run`.
    CHECK(m.said({"rmi", name}) == "Untagged: " + name);
    CHECK((*m.docker)({"run", "--rm", name, "echo", "by itself"}).output == "by itself\n");
    // Who has logged out is told so, not asked for a password.
    CHECK(has(m.said({"logout", there.host()}), "Removing login credentials"));
    CHECK(has(m.said({"pull", name}),
              "failed with 1: Error response from daemon: pull access denied for " + name));
}

TEST_CASE("docker builds an image by its classic builder") {
    if (!support::has_docker()) return;
    const docker_machine m;
    const std::string context = m.files / "context";
    scratch_directory::write(context + "/a.txt", "content\n");
    scratch_directory::write(context + "/left.out", "not sent\n");
    scratch_directory::write(context + "/.dockerignore", "left.out\n");
    scratch_directory::write(
        context + "/sub/Other",
        "FROM busybox\nARG WHO=nobody\nCOPY . /in\nRUN echo made by $WHO > /by\nCMD [\"cat\", \"/in/a.txt\", \"/by\"]\n");
    const std::vector<std::string> words{
        "build",       "-t",     "built:1", "-f",           context + "/sub/Other",
        "--build-arg", "WHO=me", "--label", "k=a \"v\" $x", context};
    const std::string first = m.said(words);
    CHECK(has(first, "Step 4/6 : RUN echo made by $WHO > /by"));
    CHECK(has(first, "Successfully tagged built:1"));
    CHECK(m.said({"run", "--rm", "built:1"}) == "content\nmade by me");
    CHECK(has(m.said({"run", "--rm", "built:1", "ls", "/in"}), "a.txt"));
    CHECK_FALSE(has(m.said({"run", "--rm", "built:1", "ls", "/in"}), "left.out"));
    CHECK(m.said({"inspect", "built:1", "--format", "{{.Config.Labels.k}}"}) == "a \"v\" $x");
    CHECK(has(m.said(words), "Using cache"));
    CHECK(has(m.said({"history", "--no-trunc", "built:1"}), "LABEL k="));
    // Labels are a step of the stage that is built.
    scratch_directory::write(context + "/Staged", "FROM busybox AS first\nFROM busybox\n");
    const std::string staged = m.said({"build", "-t", "staged:1", "-f", context + "/Staged",
                                       "--target", "first", "--label", "k=two\nlines", context});
    CHECK(has(staged, "Step 2/2 : LABEL k="));
    CHECK(m.said({"inspect", "staged:1", "--format", "{{.Config.Labels.k}}"}) == "two\nlines");
    scratch_directory::write(context + "/Dockerfile", "FROM busybox\nRUN exit 3\n");
    CHECK(has(m.said({"build", "-q", context}), "failed with 1"));
    // What BuildKit's Dockerfiles mount works as far as the client has nothing to give for it.
    scratch_directory::write(
        context + "/Dockerfile",
        "FROM busybox\nRUN --mount=target=/in --mount=type=cache,target=/c cat /in/a.txt; "
        "ls /sys/class/net\n");
    const std::string mounted = m.said({"build", "--network", "none", context});
    CHECK(has(mounted, "content\nlo\n"));
    CHECK_FALSE(has(mounted, "eth0"));
    // A link out of the context is not followed.
    std::filesystem::create_symlink("/etc/passwd", context + "/Link");
    CHECK_FALSE(has(m.said({"build", "-f", context + "/Link", context}), "root:"));
}

TEST_CASE("docker copies files into containers and out of them") {
    if (!support::has_docker()) return;
    const docker_machine m;
    REQUIRE(m.said({"run", "-d", "--name", "box", "busybox", "sleep", "600"}).size() == 64);
    scratch_directory::write(m.files / "tree/deep/file", "inside\n");
    CHECK(has(m.said({"cp", m.files / "tree", "box:/in"}), ""));
    CHECK(m.said({"exec", "box", "cat", "/in/deep/file"}) == "inside");
    CHECK(m.said({"exec", "box", "sh", "-c", "echo out > /out; ln -s /out /link"}).empty());
    CHECK(m.said({"cp", "box:/out", m.files / "out"}).empty());
    CHECK(scratch_directory::read(m.files / "out") == "out\n");
    CHECK(m.said({"cp", "box:/in", m.files / "back"}).empty());
    CHECK(scratch_directory::read(m.files / "back/deep/file") == "inside\n");
    CHECK(m.said({"cp", "-L", "box:/link", m.files / "followed"}).empty());
    CHECK(scratch_directory::read(m.files / "followed") == "out\n");
    CHECK(has(m.said({"cp", "box:/nosuch", m.files / "none"}), "failed with 1"));
    CHECK(has(m.said({"cp", m.files / "out", "box:/nosuch/place"}), "failed with 1"));
    CHECK(m.said({"stop", "-t", "0", "box"}) == "box");
    CHECK(m.said({"cp", "box:/in/deep/file", m.files / "later"}).empty());
    CHECK(scratch_directory::read(m.files / "later") == "inside\n");
}

TEST_CASE(
    "docker tells what a container has changed, makes an image of it and takes its files out") {
    if (!support::has_docker()) return;
    const docker_machine m;
    REQUIRE(
        m.said({"run", "--name", "box", "busybox", "sh", "-c", "echo kept > /kept; rm /etc/group"})
            .empty());
    CHECK(m.said({"diff", "box"}) == "C /etc\nD /etc/group\nA /kept");
    CHECK(has(m.said({"commit", "-m", "as it was", "-a", "Ann", "-c", "CMD [\"cat\", \"/kept\"]",
                      "-c", "LABEL tier=front", "box", "kept:1"}),
              "sha256:"));
    CHECK(m.said({"run", "--rm", "kept:1"}) == "kept");
    CHECK(m.said({"export", "-o", m.files / "kept.tar", "box"}).empty());
    CHECK(has(m.said({"import", "-m", "brought", "-c", "CMD [\"cat\", \"/kept\"]",
                      m.files / "kept.tar", "brought:1"}),
              "sha256:"));
    CHECK(m.said({"run", "--rm", "brought:1"}) == "kept");
    CHECK(has(m.said({"history", "brought:1"}), "brought"));
    CHECK(has(m.said({"import", "http://127.0.0.1:1/x.tar"}),
              "archives are not fetched by the service"));
    CHECK(m.said({"inspect", "kept:1", "--format", "{{.Config.Labels.tier}} {{.Author}}"}) ==
          "front Ann");
    CHECK(has(m.said({"history", "kept:1"}), "as it was"));
    CHECK(has(m.said({"commit", "-c", "RUN true", "box"}), "failed with 1"));
    CHECK(has(m.said({"commit", "nosuch"}), "failed with 1"));
    CHECK(m.said({"export", "-o", m.files / "files.tar", "box"}).empty());
    std::filesystem::create_directory(m.files / "files");
    oci::unpack(oci::read_from_file(m.files / "files.tar"), m.files / "files");
    CHECK(scratch_directory::read(m.files / "files/kept") == "kept\n");
    CHECK_FALSE(std::filesystem::exists(m.files / "files/etc/group"));
}

TEST_CASE("docker's empty volumes get what the image has at their place") {
    if (!support::has_docker()) return;
    const docker_machine m;
    scratch_directory::write(
        m.files / "context/Dockerfile",
        "FROM busybox\nRUN mkdir -p /var/lib/x && echo first > /var/lib/x/file && chmod 750 /var/lib/x && chown 7:8 /var/lib/x /var/lib && chmod 700 /var/lib\nVOLUME /var/lib/x\n");
    REQUIRE(
        (*m.docker)({"build", "-q", "-t", "keeper", (m.files / "context").string()}).exit_code ==
        0);
    const std::string look =
        "stat -c %u:%g:%a /var/lib/x; cat /var/lib/x/file; echo second > /var/lib/x/file";
    CHECK(m.said({"run", "--rm", "-v", "data:/var/lib/x", "keeper", "sh", "-c", look}) ==
          "7:8:750\nfirst");
    CHECK(m.said({"run", "--rm", "-v", "data:/var/lib/x", "keeper", "sh", "-c", look}) ==
          "7:8:750\nsecond");
    CHECK(m.said({"run", "--rm", "--mount", "source=more,target=/var/lib/x,readonly", "keeper",
                  "cat", "/var/lib/x/file"}) == "first");
    CHECK(m.said({"run", "--rm", "-v", "none:/var/lib/x:nocopy", "keeper", "ls", "/var/lib/x"})
              .empty());
    CHECK(m.said({"run", "--rm", "--mount", "source=bare,target=/var/lib/x,volume-nocopy", "keeper",
                  "ls", "/var/lib/x"})
              .empty());
    CHECK(m.said({"run", "--name", "own", "keeper", "sh", "-c", look}) ==
          "7:8:750\nfirst");  // a volume that nobody has named
    CHECK(
        has(m.said({"inspect", "-f", "{{range .Mounts}}{{.Type}} {{.Destination}}{{end}}", "own"}),
            "volume /var/lib/x"));
    CHECK(m.said({"diff", "own"}).empty());  // what is mounted onto is as it was in the image
    CHECK(m.said({"run", "--rm", "keeper", "stat", "-c", "%u:%g:%a", "/var/lib"}) == "7:8:700");
    CHECK(m.said({"rm", "-v", "own"}) == "own");
    CHECK(support::eventually(
        [&] { return m.said({"volume", "ls", "-q"}) == "bare\ndata\nmore\nnone"; }));
}

TEST_CASE("docker keeps volumes, and finds the networks that there are") {
    if (!support::has_docker()) return;
    const docker_machine m;
    CHECK(m.said({"volume", "create", "--label", "tier=front", "data"}) == "data");
    CHECK(m.said({"volume", "ls", "-q", "--filter", "label=tier=front"}) == "data");
    CHECK(m.said({"volume", "ls", "-q", "--filter", "label=tier=back"}).empty());
    CHECK(
        m.said({"run", "--rm", "-v", "data:/data", "busybox", "sh", "-c", "echo kept > /data/file"})
            .empty());
    CHECK(m.said({"run", "--rm", "-v", "data:/data:ro", "busybox", "cat", "/data/file"}) == "kept");
    CHECK(m.said({"run", "--rm", "-v", "data:/data", "-v", "/data", "busybox", "cat",
                  "/data/file"}) == "kept");
    CHECK(
        m.said({"create", "--name", "user", "-v", "data:/data", "-v", "/own", "busybox"}).size() ==
        64);
    CHECK(has(m.said({"volume", "rm", "data"}), "is in use"));
    CHECK(m.said({"rm", "user"}) == "user");
    CHECK(m.said({"create", "--name", "user", "-v", "/own", "busybox"}).size() == 64);
    CHECK(m.said({"rm", "-v", "user"}) == "user");
    CHECK(m.said({"volume", "ls", "-q"}).size() == std::string("data\n").size() + 64);
    CHECK(m.said({"run", "--name", "writer", "-v", "/own", "busybox", "sh", "-c",
                  "head -c 300000 /dev/zero | tee /own/file > /written"})
              .empty());
    const auto tells_size = [](const std::string& said) {
        return has(said, "Total reclaimed space: 3") && has(said, "kB");
    };
    CHECK(tells_size(m.said({"container", "prune", "-f"})));
    const std::string pruned = m.said({"volume", "prune", "-f"});  // those without a name
    CHECK(has(pruned, "Deleted Volumes:"));
    CHECK(tells_size(pruned));
    CHECK(m.said({"volume", "ls", "-q"}) == "data");
    CHECK(m.said({"volume", "rm", "data"}) == "data");
    CHECK(m.said({"network", "ls", "--format", "{{.Name}}"}) == "bridge\nhost\nnone");
    CHECK(has(m.said({"system", "df"}), "Images"));
}

}  // namespace images_test
