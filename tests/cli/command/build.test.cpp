// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/cli/command/build.hpp>

#include <algorithm>
#include <set>
#include <string>

#include <fcntl.h>
#include <unistd.h>

#include <catch2/catch.hpp>

#include <slipway/cli/command/image_verbs.hpp>
#include <slipway/cli/command/program.hpp>
#include <slipway/engine/images.hpp>
#include <slipway/oci/from_executable.hpp>
#include <slipway/runtime/linux.hpp>

#include "../said_here.hpp"
#include "support/own_network.hpp"
#include "support/scratch_directory.hpp"

namespace build_test {

using namespace slipway;
using support::ran;

namespace {

int slipway_main(int argc, char** argv) {
    return cli::command::program(argc, argv, cli::command::image_verbs());
}

struct machine {
    machine() {
        images().import(oci::from_busybox("/usr/bin/busybox"), oci::reference::parse("busybox"));
    }

    engine::images images() { return engine::images(files / "root"); }
    std::vector<std::string> words(std::vector<std::string> given) {
        given.insert(given.begin(), {"--root", (files / "root").string()});
        return given;
    }
    ran says(std::vector<std::string> given) {
        return support::said_here(slipway_main, words(std::move(given)));
    }
    ran given(const std::string& input, std::vector<std::string> words_given) {
        scratch_directory::write(files / "input", input);
        return support::run_as_program(
            [&](int argc, char** argv) {
                const int fd = ::open((files / "input").c_str(), O_RDONLY);
                ::dup2(fd, STDIN_FILENO);
                return slipway_main(argc, argv);
            },
            words(std::move(words_given)));
    }
    void write(const std::string& name, const std::string& text) {
        scratch_directory::write(files / "context" / name, text);
    }
    std::string context() { return (files / "context").string(); }
    /// A file of an image.
    std::string content_of(const std::string& image, const std::string& path) {
        std::string made = "-";
        for (const auto& layer : images().get(image).layers)
            if (std::filesystem::exists(layer / path)) made = scratch_directory::read(layer / path);
        return made;
    }

    scratch_directory files;
};

}  // namespace

TEST_CASE("build: a directory with a Dockerfile becomes an image with names") {
    machine m;
    m.write("Dockerfile", "FROM busybox\nARG WHO=world\nCOPY page /srv/\nLABEL who=$WHO\n");
    m.write("page", "hello");
    const ran first =
        m.says({"build", "-t", "site", "--tag=site:1", "--build-arg", "WHO=you", m.context()});
    CAPTURE(first.err);
    REQUIRE(first.code == 0);
    CHECK(first.err.find("STEP 3/4: COPY page /srv/\n") != std::string::npos);
    CHECK(first.err.find("tagged site:latest\ntagged site:1\n") != std::string::npos);
    const auto image = m.images().get("site:1");
    CHECK(first.out == image.id.str() + '\n');
    CHECK(m.images().get("site").id == image.id);
    CHECK(image.config.labels.at("who") == "you");
    CHECK(m.content_of("site", "srv/page") == "hello");
    // A second build takes what the first has done, and says nothing but the id.
    const ran again = m.says({"build", "-q", "-t", "site", "--build-arg", "WHO=you", m.context()});
    CHECK(again.out == first.out);
    CHECK(again.err.empty());
    const ran loud = m.says({"build", "--build-arg", "WHO=you", m.context()});
    CHECK(loud.err.find("done by an earlier build") != std::string::npos);
    CHECK(m.says({"build", "--no-cache", m.context()}).err.find("done by an earlier build") ==
          std::string::npos);
    CHECK(m.says({"history", "site"}).out.find("COPY page") != std::string::npos);
    for (const auto& left : std::filesystem::directory_iterator(m.files / "root/build"))
        CHECK(left.path().filename().string().find("run-") == std::string::npos);
}

TEST_CASE("build: from standard input, with another file, another stage, another time") {
    machine m;
    const ran alone = m.given("FROM busybox\nLABEL a=b\n", {"build", "-t", "alone", "-"});
    CHECK(alone.code == 0);
    CHECK(m.images().get("alone").config.labels.at("a") == "b");
    CHECK(m.given("FROM scratch\nCOPY x /\n", {"build", "-"})
              .err.find(
                  "Dockerfile:2: COPY x /: \"x\" cannot be copied: the build has no directory") !=
          std::string::npos);
    m.write("other",
            "FROM scratch AS one\nCOPY other /\nFROM busybox\nCOPY --from=one /other /two\n");
    CHECK(
        m.says({"build", "-t", "one", "-f", m.context() + "/other", "--target", "one", m.context()})
            .code == 0);
    CHECK(m.images().get("one").layers.size() == 1);
    CHECK(m.says({"build", "-f", m.context() + "/other", "--target", "none", m.context()}).err ==
          "slipway: there is no stage \"none\"; there are one\n");
    CHECK(m.given("FROM scratch\nCOPY other /\n", {"build", "-f", "-", "-t", "two", m.context()})
              .code == 0);
    CHECK(m.says({"build", m.context()}).code == 125);  // there is no Dockerfile
    m.write("Containerfile", "FROM busybox\nCOPPY\n");
    CHECK(m.says({"build", m.context()}).err ==
          "slipway: Containerfile:2: there is no instruction COPPY; did you mean COPY?\n");
    ::setenv("SOURCE_DATE_EPOCH", "1700000000", 1);
    CHECK(m.says({"build", "-t", "dated", "-f", m.context() + "/other", m.context()}).code == 0);
    CHECK(m.images().get("dated").config.created == "2023-11-14T22:13:20Z");
    ::setenv("SOURCE_DATE_EPOCH", "yesterday", 1);
    CHECK(m.says({"build", "-f", m.context() + "/other", m.context()})
              .err.find("SOURCE_DATE_EPOCH") != std::string::npos);
    ::unsetenv("SOURCE_DATE_EPOCH");
}

TEST_CASE("build: layers are compressed as is asked for") {
    machine m;
    m.write("Dockerfile", "FROM busybox\nCOPY page /srv/\n");
    m.write("page", "hello");
    std::set<std::string> ids;
    for (const char* kind : {"gzip", "zstd", "none"}) {
        INFO(kind);
        const ran made = m.says({"build", "-t", kind, "--compression", kind, m.context()});
        CHECK(made.code == 0);
        CHECK(made.err.find("done by an earlier build") == std::string::npos);
        CHECK(m.content_of(kind, "srv/page") == "hello");
        const std::string manifest = m.images().document(m.images().get(kind).chosen);
        CHECK((manifest.find("tar+zstd") != std::string::npos) == (std::string(kind) == "zstd"));
        ids.insert(made.out);
    }
    CHECK(ids.size() == 1);  // the files are the same
    const ran level = m.says({"build", "-t", "level", "--compression-level", "1", m.context()});
    CHECK(level.err.find("done by an earlier build") == std::string::npos);
    CHECK(ids.count(level.out) == 1);
    CHECK(m.says({"build", "--compression", "none", "--compression-level", "1", m.context()})
              .err.find("what is not compressed has no level") != std::string::npos);
    CHECK(m.says({"build", "--compression", "lzw", m.context()})
              .err.find("'lzw' is no compression; gzip, zstd and none are") != std::string::npos);
}

TEST_CASE("build: what a killed one has left goes with the next that is alone") {
    machine m;
    const auto left = m.files / "root/build/run-left/containers";
    std::filesystem::create_directories(left);
    {
        const core::file_lock busy(m.files / "root/build/lock", LOCK_SH);
        CHECK(m.given("FROM busybox\n", {"build", "-"}).code == 0);
        CHECK(std::filesystem::exists(left));
    }
    CHECK(m.given("FROM busybox\n", {"build", "-"}).code == 0);
    CHECK_FALSE(std::filesystem::exists(left));
}

TEST_CASE("build: secrets, agents and networks are given to commands; caches go when told to") {
    if (::geteuid() != 0) {
        WARN("skipped: RUN needs root");
        return;
    }
    const support::own_network network;
    machine m;
    m.write("token", "hunter2-of-a-file");
    ::setenv("SLIPWAY_TEST_TOKEN", "hunter2-of-a-variable", 1);
    m.write("Dockerfile",
            "FROM busybox\nRUN --mount=type=secret,id=one,required "
            "--mount=type=secret,id=SLIPWAY_TEST_TOKEN,env=TWO --mount=type=cache,target=/c "
            "cat /run/secrets/one | wc -c; echo -n $TWO | wc -c; touch /c/kept; "
            "ls /sys/class/net | wc -l\n");
    const ran made = m.says({"build", "-t", "made", "--network", "none", "--secret",
                             "id=one,src=" + m.context() + "/token", "--secret",
                             "id=SLIPWAY_TEST_TOKEN", m.context()});
    CAPTURE(made.err);
    REQUIRE(made.code == 0);
    CHECK(made.err.find("\n17\n21\n1\n") != std::string::npos);
    CHECK(made.err.find("hunter2") == std::string::npos);
    CHECK(m.images().get("made").layers.size() == 1);
    const auto refused = [&](std::vector<std::string> options) {
        options.insert(options.begin(), "build");
        options.push_back(m.context());
        return m.says(options).err;
    };
    CHECK(refused({}).find("the secret one is required, and nobody gives it (--secret "
                           "id=one,src=FILE; in a program ") != std::string::npos);
    CHECK(refused({"--secret", "id=one,src=/absent"}).find("there is no file /absent for") !=
          std::string::npos);
    CHECK(refused({"--secret", "src=/absent"}).find("--secret needs id=NAME") != std::string::npos);
    CHECK(refused({"--ssh", "a=" + m.context() + "/token"}).find("is no socket of an agent") !=
          std::string::npos);
    CHECK(refused({"--network", "mine"}).find("is default, none or host, not \"mine\"") !=
          std::string::npos);
    CHECK(refused({"--allow", "all"}).find("network.host is") != std::string::npos);
    CHECK(std::filesystem::exists(m.files / "root/build/caches"));
    {
        const core::file_lock busy(m.files / "root/build/lock", LOCK_SH);
        CHECK(m.says({"builder", "prune", "-f"}).err.find("something is being built") !=
              std::string::npos);
    }
    const ran gone = m.says({"builder", "prune", "--force"});
    CHECK(gone.out.find("Total reclaimed space: ") == 0);
    CHECK_FALSE(std::filesystem::exists(m.files / "root/build/caches"));
    CHECK(m.images().get("made").layers.size() == 1);
    ::unsetenv("SLIPWAY_TEST_TOKEN");
}

TEST_CASE("build: other directories, labels, and where the result goes") {
    machine m;
    scratch_directory::write(m.files / "more/one", "of another directory");
    scratch_directory::write(m.files / "more/left", "left out");
    scratch_directory::write(m.files / "more/.dockerignore", "left\n.dockerignore\n");
    m.write("Dockerfile",
            "FROM nowhere AS base\nFROM absent AS replaced\nFROM base\nCOPY --from=more . /more/\n"
            "COPY --from=replaced /etc/passwd /in/\n");
    const std::vector<std::string> words{"build",
                                         "-t",
                                         "made",
                                         "--build-context",
                                         "more=" + (m.files / "more").string(),
                                         "--build-context",
                                         "nowhere=docker-image://busybox",
                                         "--build-context",
                                         "replaced=docker-image://busybox",
                                         "--annotation",
                                         "manifest:a=b",
                                         "--label",
                                         "a=b",
                                         "--iidfile",
                                         (m.files / "id").string(),
                                         "-o",
                                         (m.files / "out").string(),
                                         "--progress=quiet",
                                         m.context()};
    const ran first = m.says(words);
    CAPTURE(first.err);
    REQUIRE(first.code == 0);
    CHECK(first.err.empty());
    CHECK(first.out == scratch_directory::read(m.files / "id") + '\n');
    CHECK(m.images().get("made").config.labels.at("a") == "b");
    CHECK(scratch_directory::read(m.files / "out/more/one") == "of another directory");
    CHECK_FALSE(std::filesystem::exists(m.files / "out/more/left"));
    CHECK(std::filesystem::exists(m.files / "out/in/passwd"));
    CHECK(std::filesystem::exists(m.files / "out/bin/busybox"));
    CHECK_FALSE(std::filesystem::exists(m.files / "out/.slipway-build"));
    CHECK_FALSE(std::filesystem::exists(m.files / "out/.slipway-build.tar"));
    scratch_directory::write(m.files / "out/more/own", "stays");
    scratch_directory::write(m.files / "out/more/one", "goes");
    auto again = words;
    again.insert(again.end() - 1, {"--progress=plain", "--no-cache-filter", "base"});
    CHECK(m.says(again).err.find("done by an earlier build") != std::string::npos);
    CHECK(scratch_directory::read(m.files / "out/more/own") == "stays");
    CHECK(scratch_directory::read(m.files / "out/more/one") == "of another directory");
    again.insert(again.end() - 1, {"--no-cache-filter", "x,2"});
    CHECK(m.says(again).err.find("there is no stage \"x\"") != std::string::npos);
    again.insert(again.end() - 1, {"--output", "type=oci,dest=" + (m.files / "oci.tar").string()});
    again.erase(std::find(again.begin(), again.end(), "x,2") - 1,
                std::find(again.begin(), again.end(), "x,2") + 1);
    CHECK(m.says(again).code == 0);
    CHECK(scratch_directory::read(m.files / "oci.tar").find(R"("annotations":{"a":"b"})") !=
          std::string::npos);
    CHECK(m.says({"load", "-i", (m.files / "oci.tar").string()}).code == 0);
    const auto refused = [&](std::vector<std::string> options) {
        options.insert(options.begin(), "build");
        options.push_back(m.context());
        return m.says(options).err;
    };
    CHECK(refused({"-o", "type=local"}).find("needs dest=DIRECTORY") != std::string::npos);
    CHECK(refused({"-o", "type=zip,dest=x"}).find("local, tar, oci and docker are types") !=
          std::string::npos);
    CHECK(refused({"--build-context", "x=https://x"}).find("fetch https://x before the build") !=
          std::string::npos);
    CHECK(refused({"--build-context", "nowhere=" + m.context()})
              .find("FROM needs an image (--build-context nowhere=docker-image://IMAGE") !=
          std::string::npos);
    CHECK(refused({"--annotation", "index:a=b"}).find("has no index; annotate its manifest") !=
          std::string::npos);
    CHECK(refused({"--annotation", "=b"}).find("takes NAME=VALUE, not '=b'") != std::string::npos);
    CHECK(refused({"--progress", "loud"}).find("--progress is plain or quiet, not 'loud'") !=
          std::string::npos);
    const ran archive = m.given("FROM scratch\nCOPY Dockerfile /there\n",
                                {"build", "-o", "-", "-f", "-", m.context()});
    CHECK(archive.out.find("there") < 512);  // the name in the first header
}

TEST_CASE("build: what a command made runs") {
    if (::geteuid() != 0) {
        WARN("skipped: RUN needs root");
        return;
    }
    const support::own_network network;
    machine m;
    m.write(
        "Dockerfile",
        "FROM busybox\nRUN printf '#!/bin/sh\\necho served by $1\\n' > /bin/app && chmod 755 /bin/app && echo made\nENTRYPOINT [\"/bin/app\"]\nCMD [\"default\"]\n");
    const ran built = m.says({"build", "-t", "app", m.context()});
    CAPTURE(built.err);
    REQUIRE(built.code == 0);
    CHECK(built.err.find("\nmade\n") != std::string::npos);
    runtime::linux_ containers(m.files / "run");
    const auto image = m.images().get("app");
    containers.run_sandbox("pod", {});
    runtime::container_spec spec;
    spec.name = "app";
    spec.image = image;
    spec.command = {"/bin/app", "slipway"};
    containers.create_container("pod", "app", spec);
    containers.start_container("app");
    containers.wait("app", {});
    REQUIRE(containers.read_log("app", 0, 10).entries.size() == 1);
    CHECK(containers.read_log("app", 0, 10).entries[0].text == "served by slipway");
    m.write("Dockerfile", "FROM busybox\nRUN exit 4\n");
    CHECK(
        m.says({"build", m.context()})
            .err.find("slipway: Dockerfile:2: RUN exit 4: the command failed with exit code 4\n") !=
        std::string::npos);
    for (const auto& left : std::filesystem::directory_iterator(m.files / "root/build"))
        CHECK(left.path().filename().string().find("run-") == std::string::npos);
}

}  // namespace build_test
