// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/engine/build.hpp>

#include <sys/xattr.h>

#include <catch2/catch.hpp>

#include <slipway/engine/detail/build_view.hpp>
#include <slipway/oci/dockerfile.hpp>
#include <slipway/oci/from_executable.hpp>
#include <slipway/registry/copy.hpp>
#include <slipway/registry/memory.hpp>
#include <slipway/runtime/linux.hpp>
#include <slipway/runtime/memory.hpp>
#include <slipway/runtime/process.hpp>

#include "build_workshop.hpp"
#include "support/raw_server.hpp"
#include "support/scratch_directory.hpp"

namespace build_test {

using namespace slipway;

using support::root;
using support::running_workshop;
using support::workshop;

TEST_CASE("files of a directory become an image from nothing") {
    workshop w;
    w.file("app", "#!/bin/app", 0755).file("site/index.html", "hello").file("site/css/a.css", "a");
    const auto made =
        w.build("FROM scratch\nCOPY app /bin/app\nCOPY site /srv/www\nENTRYPOINT [\"/bin/app\"]\n");
    CHECK(w.content_of("/bin/app") == "#!/bin/app");
    CHECK(w.facts_of("/bin/app") == "755 0:0");
    CHECK(w.content_of("/srv/www/css/a.css") == "a");
    CHECK(w.config().entrypoint == std::vector<std::string>{"/bin/app"});
    CHECK(w.config().history.size() == 3);
    CHECK(made.steps == 4);
    CHECK(made.id == w.images.find(oci::reference::parse("made"))->id);
    CHECK(w.progress == std::vector<std::string>{
                            "STEP 1/4: FROM scratch", "STEP 2/4: COPY app /bin/app",
                            "STEP 3/4: COPY site /srv/www", "STEP 4/4: ENTRYPOINT [\"/bin/app\"]"});
}

TEST_CASE("the same input gives the same digest, elsewhere and later too") {
    const std::string text = "FROM busybox\nARG V=1\nCOPY . /srv/\nWORKDIR /srv/sub\nLABEL v=$V\n";
    oci::digest first;
    for (const time_t when : {1'000'000'000, 1'600'000'000}) {
        workshop w;
        w.file("b", "2").file("a", "1").file("d/c", "3");
        const timespec times[2] = {{when, 0}, {when, 0}};
        for (const char* name : {"a", "b", "d"})
            ::utimensat(AT_FDCWD, (w.files / "context" / name).c_str(), times, 0);
        ::chmod((w.files / "context").c_str(), when % 2 ? 0700 : 0755);
        const auto made = w.build(text);
        if (first.empty()) first = made.manifest.digest;
        CHECK(made.manifest.digest == first);
        CHECK(w.build(text).manifest.digest == first);                        // from the cache
        CHECK(w.build(text, {.use_cache = false}).manifest.digest == first);  // and without it
        CHECK(w.build(text, {.time = 1'700'000'000}).manifest.digest != first);
        CHECK(w.config().created == "2023-11-14T22:13:20Z");
        CHECK(w.build(text, {.arguments = {{"V", "2"}}}).manifest.digest != first);
        CHECK(w.file("a", "other").build(text).manifest.digest != first);
    }
}

TEST_CASE("the C++ form builds the image of the Dockerfile that says the same") {
    workshop w;
    w.file("app", "x", 0755);
    const auto recipe = oci::from("busybox", "tools")
                            .copy("app", "/out/app")
                            .from("scratch")
                            .copy_from("tools", "/out/app", "/bin/")
                            .env("A", "b c")
                            .env("PATH", oci::with_variables("/opt:$A"))
                            .user("1000:1000")
                            .label("l", "$A")
                            .expose("80")
                            .entrypoint({"/bin/app"});
    const auto one = w.build(recipe);
    const auto config = w.config();
    CHECK(config.env == std::vector<std::string>{"A=b c", "PATH=/opt:b c"});
    CHECK(config.labels.at("l") == "$A");
    CHECK(w.content_of("/bin/app") == "x");
    w.build(
        "FROM busybox AS tools\nCOPY app /out/app\nFROM scratch\nCOPY --from=tools /out/app /bin/\nENV A=\"b c\"\nENV PATH=/opt:$A\nUSER 1000:1000\n"
        "LABEL l='$A'\nEXPOSE 80\nENTRYPOINT [\"/bin/app\"]\n");
    auto other = w.config();
    other.history = config.history;
    CHECK(other == config);
    CHECK(w.build(recipe).manifest.digest == one.manifest.digest);
}

TEST_CASE("steps that were done are not done again, up to the first that differs") {
    workshop w;
    w.file("a", "1").file("b", "2");
    const std::string text = "FROM busybox\nCOPY a /\nCOPY b /\nWORKDIR /new\n";
    CHECK(w.build(text).cached == 0);
    CHECK(w.build(text).cached == 3);
    CHECK(w.progress.at(2) == "  done by an earlier build");
    CHECK(w.file("b", "3").build(text).cached == 1);
    CHECK(w.content_of("/b") == "3");
    CHECK(w.build(text, {.use_cache = false}).cached == 0);
    CHECK(w.file("b", "3", 0600).build(text).cached == 1);  // the mode counts
    CHECK(w.content.tags(std::string(engine::build_cache_repository), "", 100).size() == 7);
    for (const auto& repository : w.content.repositories("", 100))
        CHECK(repository.find("slipway/build") ==
              std::string::npos);  // nothing stays of what was on the way
}

TEST_CASE("where files go") {
    workshop w;
    w.file("a.txt", "a").file("b.txt", "b").file("dir/c", "c").file("dir/sub/d", "d");
    w.build(
        "FROM busybox\nWORKDIR /w\nCOPY a.txt /tmp\nCOPY a.txt name\nCOPY *.txt texts/\nCOPY dir/ /x\nCOPY dir/s* /y/\nCOPY a.txt b.txt ./\nCOPY [\"dir\", \"/with blank/\"]\n");
    CHECK(w.content_of("/tmp/a.txt") == "a");  // a directory that is there
    CHECK(w.facts_of("/tmp") == "1777 0:0");   // and stays as it was
    CHECK(w.content_of("/w/name") == "a");
    CHECK(w.list("/w/texts") == "a.txt b.txt ");
    CHECK(w.list("/x") == "c sub ");
    CHECK(w.list("/y") == "d ");
    CHECK(w.list("/w") == "a.txt b.txt name texts ");
    CHECK(w.content_of("/with blank/sub/d") == "d");
    CHECK(
        w.failure("FROM busybox\nCOPY a.txt b.txt /x\n") ==
        "Dockerfile:2: COPY a.txt b.txt /x: several sources need a directory to go to: \"/x\" must end with a /");
    CHECK(w.failure("FROM busybox\nCOPY a.txt /bin/sh/x\n").find("no directory") !=
          std::string::npos);
    CHECK(
        w.failure("FROM busybox\nCOPY dir /bin/sh\n") ==
        "Dockerfile:2: COPY dir /bin/sh: a directory cannot be put at /bin/busybox: there is a file");
    CHECK(w.failure("FROM busybox\nCOPY absent /\n") ==
          "Dockerfile:2: COPY absent /: there is no \"absent\" in the build's directory");
    CHECK(w.failure("FROM busybox\nCOPY z* /\n") ==
          "Dockerfile:2: COPY z* /: there is no \"z*\" in the build's directory");
}

TEST_CASE("links of the image are followed, those of the directory never lead out of it") {
    workshop w;
    w.file("file", "inside").file("lib/x", "x");
    const auto context = w.files / "context";
    scratch_directory::write(w.files / "secret", "secret");
    std::filesystem::create_symlink("../secret", context / "up");
    std::filesystem::create_symlink((w.files / "secret").string(), context / "absolute");
    std::filesystem::create_symlink("/file", context / "own");
    std::filesystem::create_symlink("round", context / "round");
    std::filesystem::create_symlink("/usr/lib", context / "lib/link");
    w.build(
        "FROM scratch\nCOPY lib /usr/lib\nCOPY own /a/copied\nCOPY lib/link /ignored/..\n"
        "FROM scratch\nCOPY own /a/copied\nCOPY lib /b\n");
    CHECK(w.content_of("/a/copied") == "inside");
    CHECK(w.view().list(*w.view().find("/b")).at("link").entry.target == "/usr/lib");  // as a link
    for (const char* link : {"up", "absolute", "round", "../secret", "a/../../secret"}) {
        CAPTURE(link);
        CHECK(w.failure("FROM scratch\nCOPY " + std::string(link) + " /x\n")
                  .find("COPY " + std::string(link)) != std::string::npos);
    }
    w.build(
        "FROM scratch AS one\nCOPY file /real/file\nCOPY lib /real/lib\nFROM one\nCOPY . /all/\n");
    CHECK(w.content_of("/all/up") == "-");
    registry::push(w.content, oci::reference::parse("linked"),
                   oci::image_builder()
                       .layer(oci::file_tree().directory("run", 0700).symlink("var/run", "../run"))
                       .build());
    w.build("FROM linked\nCOPY file /var/run/x/y\n");
    CHECK(w.content_of("/run/x/y") == "inside");
    CHECK(w.facts_of("/run") == "700 0:0");
}

TEST_CASE("files that .dockerignore names are not there") {
    workshop w;
    w.file("keep", "k")
        .file("secret.key", "s")
        .file("d/a.tmp", "t")
        .file("d/b", "b")
        .file("out/all", "o")
        .file(".dockerignore", "*.key\n**/*.tmp\nout\n.dockerignore\n");
    w.build("FROM scratch\nCOPY . /\n");
    CHECK(w.list("/") == "d keep ");
    CHECK(w.list("/d") == "b ");
    CHECK(
        w.failure("FROM scratch\nCOPY secret.key /\n") ==
        "Dockerfile:2: COPY secret.key /: there is no \"secret.key\" in the build's directory: .dockerignore leaves it out");
    CHECK(w.failure("FROM scratch\nCOPY *.key /\n").ends_with(".dockerignore leaves it out"));
    CHECK(w.failure("FROM scratch\nCOPY out /\n").ends_with(".dockerignore leaves it out"));
}

TEST_CASE("owners and modes") {
    if (!root()) return;
    workshop w;
    w.file("f", "f").file("d/e", "e");
    ::chown((w.files / "context/f").c_str(), 7, 8);
    w.build(
        "FROM busybox\nCOPY f /plain\nCOPY --chown=nobody f /a/one\nCOPY --chown=nobody:nogroup --chmod=0750 d /b\nCOPY --chown=5:6 f /c\nCOPY --chown=9 f /d\nUSER nobody\nWORKDIR /home/mine\n");
    CHECK(w.facts_of("/plain") == "644 0:0");
    CHECK(w.facts_of("/a/one") == "644 65534:65534");
    CHECK(w.facts_of("/a") == "755 65534:65534");
    CHECK(w.facts_of("/b/e") == "750 65534:65534");
    CHECK(w.facts_of("/c") == "644 5:6");
    CHECK(w.facts_of("/d") == "644 9:9");
    CHECK(w.facts_of("/home/mine") == "755 65534:65534");
    CHECK(
        w.failure("FROM busybox\nCOPY --chown=someone f /\n").find("unable to find user someone") !=
        std::string::npos);
    w.file("x", "x", 0700);
    w.build(
        "FROM busybox\nARG M=u=rwX,go=rX\nCOPY --chmod=$M d /a\nCOPY --chmod=go+r-w,u-x,+t x /x\n"
        "COPY --chmod=g=u x /y\nADD --chmod=a=rX x f /z/\n");
    CHECK(w.facts_of("/a") == "755 0:0");
    CHECK(w.facts_of("/a/e") == "644 0:0");
    CHECK(w.facts_of("/x") == "1644 0:0");
    CHECK(w.facts_of("/y") == "770 0:0");
    CHECK(w.facts_of("/z/x") == "555 0:0");
    CHECK(w.facts_of("/z/f") == "444 0:0");
    for (const char* mode : {"u+q", "x", "u", "u+x,", "99", "=", "07777777"}) {
        CAPTURE(mode);
        const auto said = w.failure("FROM busybox\nCOPY --chmod=" + std::string(mode) + " f /\n");
        if (mode == std::string("=")) CHECK(said == "nothing was wrong");
        else
            CHECK(said.find("it takes octal digits, such as 755 or 0644, or letters") !=
                  std::string::npos);
    }
}

TEST_CASE("what is left out of a copy, and the directories that go with it") {
    workshop w;
    w.file("home/a.txt", "a")
        .file("home/b.md", "b")
        .file("home/sub/c.txt", "c")
        .file("home.txt", "t");
    w.file("x/y/one", "1").file("x/z/one", "2").file("x/y/deep/two", "3");
    ::chmod((w.files / "context/x/y").c_str(), 0711);
    w.build(
        "FROM busybox\nARG MD=*.md\nCOPY --exclude=**/*.txt --exclude=$MD home /a/\n"
        "COPY --exclude=*.txt hom* /b/\nCOPY --parents x/*/one x/y/deep /c/\n"
        "COPY --parents ./x/./y/one home.txt /d/\nADD --exclude=sub home /e/\n"
        "FROM busybox\nCOPY --from=0 --parents --exclude=x/y/deep /c/./x /f/\nCOPY --from=0 /a /a\n"
        "COPY --from=0 /b /b\nCOPY --from=0 /c /c\nCOPY --from=0 /d /d\nCOPY --from=0 /e /e\n");
    CHECK(w.list("/a") == "sub ");
    CHECK(w.list("/b") == "b.md sub ");
    CHECK(w.list("/c/x") == "y z ");
    CHECK(w.list("/c/x/y") == "deep one ");
    CHECK(w.facts_of("/c/x/y").starts_with("711 "));
    CHECK(w.content_of("/c/x/y/deep/two") == "3");
    CHECK(w.list("/d") == "home.txt y ");
    CHECK(w.list("/e") == "a.txt b.md ");
    CHECK(w.list("/f/x") == "y z ");
    CHECK(w.list("/f/x/y") == "one ");
    const std::string text = "FROM busybox\nCOPY --exclude=*.md home /a/\n";
    w.build(text);
    CHECK(w.file("home/b.md", "other").build(text).cached == 1);  // it is not part of it
    CHECK(
        w.failure("FROM busybox\nCOPY --exclude=[a home /a/\n").find("is not a pattern of paths") !=
        std::string::npos);
}

TEST_CASE("archives and here-documents") {
    workshop w;
    std::string tar;
    oci::pack(oci::file_tree().text("a/b", "from the archive", 0600),
              [&](std::string_view s) { tar += s; });
    w.file("files.tar.gz", tar).file("not.tar.gz", "no archive");
    w.build(
        "FROM scratch\nARG NAME=world\nADD files.tar.gz /x/\nADD not.tar.gz /x/\nCOPY files.tar.gz /y/\nCOPY <<one <<'two' /z/\nhello $NAME\none\n$NAME\ntwo\nCOPY --chmod=600 <<EOF /etc/motd\nhi\nEOF\n");
    CHECK(w.content_of("/x/a/b") == "from the archive");
    CHECK(w.list("/x") == "a not.tar.gz ");
    CHECK(w.list("/y") == "files.tar.gz ");
    CHECK(w.content_of("/z/one") == "hello world\n");
    CHECK(w.content_of("/z/two") == "$NAME\n");
    CHECK(w.content_of("/etc/motd") == "hi\n");
    CHECK(w.facts_of("/etc/motd") == "600 0:0");
}

TEST_CASE("addresses are fetched, and checked where a digest is given") {
    workshop w;
    std::atomic<int> requests = 0;
    support::raw_server server([&](support::raw_server::peer& peer, int) {
        for (std::string asked; !(asked = peer.request()).empty(); ++requests) {
            if (asked.starts_with("GET /moved "))
                peer.send("HTTP/1.1 302 Found\r\nLocation: /file\r\nContent-Length: 0\r\n\r\n");
            else if (asked.starts_with("GET /file"))
                peer.send("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello");
            else peer.send("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n");
        }
    });
    const std::string at = "http://127.0.0.1:" + std::to_string(server.port());
    const std::string good = oci::digest_of(std::string_view("hello")).str();
    w.build("FROM scratch\nADD --checksum=" + good + " " + at + "/moved /a\nADD " + at +
            "/file?x=/y /d/\n");
    CHECK(w.content_of("/a") == "hello");
    CHECK(w.content_of("/d/file") == "hello");
    CHECK(w.facts_of("/a") == "600 0:0");
    CHECK(w.failure("FROM scratch\nADD " + at + "/absent /a\n").find("the server answers 404") !=
          std::string::npos);
    CHECK(w.failure("FROM scratch\nADD --checksum=sha256:" + std::string(64, '0') + " " + at +
                    "/file /a\n")
              .find("its digest is " + good) != std::string::npos);
    CHECK(w.failure("FROM scratch\nADD " + at + "/ /d/\n").find("names no file") !=
          std::string::npos);
}

TEST_CASE("stages: only those that are needed, by name and number") {
    workshop w;
    w.file("f", "f");
    const std::string text =
        "ARG BASE=busybox\nFROM scratch AS one\nCOPY f /one\nFROM absent AS unused\nRUN x\nFROM ${BASE} AS two\nCOPY --from=0 /one /\nFROM two\nCOPY --from=one /o* /copied/\n";
    CHECK(w.build(text).steps == 6);
    CHECK(w.content_of("/copied/one") == "f");
    CHECK(w.content_of("/one") == "f");
    CHECK(w.build(text, {.target = "one"}).steps == 2);
    CHECK(w.list("/") == "one ");
    CHECK(w.failure(text, {.target = "three"}) ==
          "there is no stage \"three\"; there are one, unused, two");
    CHECK(w.failure(text, {.arguments = {{"BASE", "absent"}}}) ==
          "Dockerfile:6: FROM ${BASE} AS two: the image absent:latest is not here: pull it first");
    CHECK(w.failure("FROM scratch\nCOPY --from=later /x /\nFROM scratch AS later\n",
                    {.target = "0"}) ==
          "Dockerfile:2: COPY --from=later /x /: the stage \"later\" is not built before this one");
    w.build("FROM scratch\nCOPY --from=busybox /etc/passwd /\n");
    CHECK(w.content_of("/passwd").find("root") == 0);
}

TEST_CASE("bases that are not here are fetched") {
    workshop w;
    std::vector<std::string> asked;
    engine::build_options options;
    options.fetch = [&](const oci::reference& r, const oci::platform& p) {
        asked.push_back(r.str() + ' ' + to_string(p));
        registry::push(w.content, r,
                       oci::image_builder().layer(oci::file_tree().text("x", "x")).build());
    };
    w.build("FROM registry.example.com/a:1\n", options);
    CHECK(asked ==
          std::vector<std::string>{"registry.example.com/a:1 " + to_string(oci::host_platform())});
    CHECK(w.content_of("/x") == "x");
}

TEST_CASE("a base says what is done first in images that are built on it") {
    workshop w;
    w.file("f", "f").file("g", "g");
    w.build(
        "FROM busybox\nONBUILD COPY f /from-base\nONBUILD ENV A=$B\nONBUILD COPY <<EOF /h\n$A\nEOF\n");
    CHECK(w.config().on_build ==
          std::vector<std::string>{"COPY f /from-base", "ENV A=$B", "COPY <<EOF /h\n$A\nEOF"});
    CHECK(w.content_of("/from-base") == "-");
    registry::copy(w.content, oci::reference::parse("made"), w.content,
                   oci::reference::parse("trigger"));
    const auto made = w.build("FROM trigger\nENV C=$A\n");
    CHECK(made.steps == 5);
    CHECK(w.progress.at(1) == "STEP 2/5: COPY f /from-base");
    CHECK(w.content_of("/from-base") == "f");
    CHECK(w.content_of("/h") == "\n");
    CHECK(w.config().on_build.empty());
    // Those of a stage, too, which may take from stages that nobody else needs.
    w.build(
        "FROM scratch AS a\nCOPY f /a\nFROM a AS b\nCOPY g /b\nFROM busybox AS base\n"
        "ONBUILD COPY --from=b /a /b /in/\nFROM base\nENV X=1\n");
    CHECK(w.list("/in") == "a b ");
    oci::image_config odd;
    const auto refused = [&](const std::string& instruction) {
        odd.on_build = {instruction};
        registry::push(w.content, oci::reference::parse("odd"),
                       oci::image_builder(odd).layer(oci::file_tree().text("x", "x")).build());
        return w.failure("FROM odd\n");
    };
    for (const char* instruction : {"FROM busybox", "ONBUILD RUN x", "COPPY", "RUN <<EOF"}) {
        CAPTURE(instruction);
        CHECK(refused(instruction)
                  .starts_with("Dockerfile:1: FROM odd: the base has the ONBUILD instruction \"" +
                               std::string(instruction) + "\", which cannot be done: "));
    }
    CHECK(refused("COPY absent /").starts_with("Dockerfile:1: COPY absent /: there is no"));
}

TEST_CASE("what the image says of itself") {
    workshop w;
    w.build(
        "FROM busybox\nARG PORT=80\nARG ABSENT\nARG TARGETARCH\nENV A=1 B=$A\nENV A=2 B=\"x $A\"\nLABEL a=b\nEXPOSE $PORT/udp 8000-8002\nVOLUME /data\nSTOPSIGNAL SIGINT\nSHELL [\"/bin/ash\", \"-ec\"]\n"
        "CMD a && b\nHEALTHCHECK --interval=5s CMD true\nMAINTAINER me\nLABEL arch=$TARGETARCH absent=\"${ABSENT:-none}\"\nUSER nobody\nWORKDIR bin\nWORKDIR ../srv\n");
    const auto c = w.config();
    CHECK(std::vector<std::string>(c.env.end() - 2, c.env.end()) ==
          std::vector<std::string>{"A=2", "B=x 1"});
    CHECK(c.exposed_ports == std::set<std::string>{"80/udp", "8000/tcp", "8001/tcp", "8002/tcp"});
    CHECK(c.volumes == std::set<std::string>{"/data"});
    CHECK(c.stop_signal == "SIGINT");
    CHECK(c.cmd == std::vector<std::string>{"/bin/ash", "-ec", "a && b"});
    CHECK(c.health->test == std::vector<std::string>{"CMD-SHELL", "true"});
    CHECK(c.author == "me");
    CHECK(c.labels.at("arch") == oci::host_platform().architecture);
    CHECK(c.labels.at("absent") == "none");
    CHECK(c.user == "nobody");
    CHECK(c.working_dir == "/srv");
    w.build("FROM busybox AS a\nCMD [\"x\"]\nFROM a\nENTRYPOINT [\"e\"]\n");
    CHECK(w.config().cmd.empty());  // an entrypoint does away with the base's arguments
    w.build("FROM busybox\nCMD [\"x\"]\nENTRYPOINT [\"e\"]\n");
    CHECK(w.config().cmd == std::vector<std::string>{"x"});
    w.build("FROM scratch\nLABEL a=b\n", {.arguments = {{"NOBODY", "1"}}});
    CHECK(w.progress.back() == "warning: no ARG takes the argument NOBODY");
    CHECK(w.failure("FROM scratch\nEXPOSE 99999\n").find("is no port") != std::string::npos);
    CHECK(w.failure("FROM scratch\nSTOPSIGNAL SIGNOPE\n").find("is no signal") !=
          std::string::npos);
    CHECK(w.failure("FROM scratch\n\nLABEL a=\"${X:?give X}\"\n") ==
          "Dockerfile:3: LABEL a=\"${X:?give X}\": X: give X");
    CHECK(w.failure("FROM $NOTHING\n") ==
          "Dockerfile:1: FROM $NOTHING: FROM names no image: a variable in it may have no value");
}

TEST_CASE("annotations are in the manifest, and change nothing of the image itself") {
    workshop w;
    w.file("f", "f");
    const std::string text = "FROM scratch\nCOPY f /\n";
    const auto plain = w.build(text);
    const auto made = w.build(
        text, {.annotations = {{"org.opencontainers.image.source", "https://example.com"}}});
    CHECK(made.id == plain.id);
    CHECK(made.manifest.digest != plain.manifest.digest);
    const auto stored =
        w.content.get_manifest(oci::reference::parse("made").name(), made.manifest.digest.str());
    CHECK(std::get<oci::manifest>(oci::parse_manifest(stored.bytes)).annotations ==
          oci::annotations_map{{"org.opencontainers.image.source", "https://example.com"}});
}

TEST_CASE("for another platform, commands are refused and all else works") {
    workshop w;
    w.file("f", "f");
    const engine::build_options arm{.platform =
                                        oci::platform{.architecture = "s390x", .os = "linux"}};
    const auto made =
        w.build("FROM scratch\nARG TARGETPLATFORM\nCOPY f /\nLABEL p=$TARGETPLATFORM\n", arm);
    const auto config = oci::parse_image_config(
        oci::read_all(w.content.read_blob("localhost/x", made.id), 1 << 20));
    CHECK(config.platform.architecture == "s390x");
    CHECK(config.labels.at("p") == "linux/s390x");
    CHECK(w.failure("FROM scratch\nCOPY f /\nRUN x\n", arm).find("cannot run on this machine") !=
          std::string::npos);
    CHECK(w.failure("FROM busybox\n", arm).find("is made for " + to_string(oci::host_platform())) !=
          std::string::npos);
}

TEST_CASE("RUN is refused where it would change this machine, or nothing") {
    workshop w;
    const std::string text = "FROM busybox\nRUN touch /tmp/slipway-was-here\n";
    CHECK(
        w.failure(text) ==
        "Dockerfile:2: RUN touch /tmp/slipway-was-here: RUN needs a runtime that keeps apart what a command changes: the linux runtime, which needs root or user namespaces");
    runtime::process plain(w.files / "run");
    w.runtime = [&] { return runtime::any_runtime::of(plain); };
    CHECK(w.failure(text).ends_with("; here is \"process\""));
    CHECK_FALSE(std::filesystem::exists("/tmp/slipway-was-here"));
    runtime::memory pretended;
    w.runtime = [&] { return runtime::any_runtime::of(pretended); };
    CHECK(w.failure(text).ends_with("; here is \"memory\""));
}

TEST_CASE("what a command changes becomes a layer, and nothing else does") {
    if (!root()) return;
    running_workshop w;
    w.file("in", "in");
    const std::string text =
        "FROM busybox\nCOPY in /data/\nARG SAID=hello\nENV WHO=world\nWORKDIR /w\n"
        "RUN echo $SAID $WHO > said && rm /bin/wc && rm -r /var/tmp && mkdir /var/tmp && echo more >> /data/in && ln said linked && mkfifo pipe && cat /etc/hosts > /dev/null\n"
        "RUN [\"/bin/sh\", \"-c\", \"echo one; echo two >&2; chmod 700 /root; adduser -h /nowhere -D x 2>/dev/null; true\"]\nRUN true\n";
    const auto made = w.build(text);
    CHECK(w.content_of("/w/said") == "hello world\n");
    CHECK(w.content_of("/w/linked") == "hello world\n");
    CHECK(w.content_of("/data/in") == "inmore\n");
    CHECK(w.content_of("/bin/wc") == "-");
    CHECK(w.list("/var/tmp").empty());
    CHECK(std::count(w.progress.begin(), w.progress.end(), "one") +
              std::count(w.progress.begin(), w.progress.end(), "two") ==
          2);
    const auto image = w.images.find(oci::reference::parse("made")).value();
    REQUIRE(image.layers.size() ==
            4);  // the base, COPY, WORKDIR, and the first RUN: the others changed nothing
    const auto layer = engine::detail::build_view({image.layers.back()});
    std::string names;
    for (const auto& [name, file] : layer.list(layer.root())) names += name + ' ';
    CHECK(names == "bin data var w ");  // no /etc, /dev, /proc, /sys
    CHECK(image.config.history.size() == 8);
    CHECK(image.config.history.back().empty_layer);
    CHECK(w.build(text).cached == 5);
    CHECK(w.build(text, {.use_cache = false}).manifest.digest == made.manifest.digest);
    CHECK(w.build(text, {.arguments = {{"SAID", "bye"}}}).cached == 2);
    CHECK(w.content_of("/w/said") == "bye world\n");
    CHECK(w.containers.sandboxes().empty());
}

TEST_CASE("a here-document with an interpreter, several of them, and proxies nobody asks for") {
    if (!root()) return;
    running_workshop w;
    const std::string text =
        "FROM busybox\nENV no_proxy=own\nUSER nobody\nWORKDIR /tmp\n"
        "RUN <<EOF\n#!/bin/awk -f\nBEGIN { print \"by awk\" > \"/tmp/by\" }\nEOF\n"
        "RUN cat <<A - <<'B' > /tmp/two\n$((1+1))\nA\n$X\nB\n"
        "RUN echo $HTTP_PROXY $no_proxy > /tmp/proxies\n";
    w.build(text, {.arguments = {{"HTTP_PROXY", "http://p:1"}, {"no_proxy", "b"}}});
    CHECK(w.content_of("/tmp/by") == "by awk\n");
    CHECK(w.facts_of("/tmp/by") == "644 65534:65534");
    CHECK(w.content_of("/tmp/two") == "$X\n");
    CHECK(w.content_of("/tmp/proxies") == "http://p:1 own\n");
    CHECK(oci::write(w.config()).find("http://p:1") == std::string::npos);
    for (const auto& line : w.progress) CHECK(line.find("warning") == std::string::npos);
    CHECK(w.build(text, {.arguments = {{"HTTP_PROXY", "http://p:2"}}}).cached == 4);
    w.build(oci::from("busybox").run_script("#!/bin/sh\necho $0 > /made\n"));
    CHECK(w.content_of("/made") == "/dev/pipes/script\n");
}

TEST_CASE("capabilities of files, and what users say of them, go from layer to layer") {
    if (!root()) return;
    running_workshop w;
    const std::string capability("\x01\0\0\x02\0\x04\0\0\0\0\0\0\0\0\0\0\0\0\0\0",
                                 20);  // cap_net_bind_service=ep
    registry::push(
        w.content, oci::reference::parse("able"),
        oci::image_builder()
            .layer(oci::file_tree()
                       .file("bin/sh", "/usr/bin/busybox", 0755)
                       .file("bin/chmod", "/usr/bin/busybox", 0755)
                       .file("bin/cp", "/usr/bin/busybox", 0755)
                       .add("able", {.mode = 0755,
                                     .content = "x",
                                     .attributes = {{"security.capability", capability}}})
                       .add("noted", {.kind = oci::file_kind::directory,
                                      .mode = 0755,
                                      .attributes = {{"user.note", "of the base"}}})
                       .add("plain", {.mode = 0755,
                                      .content = "x",
                                      .attributes = {{"security.capability", capability}}}))
            .build());
    w.file("in", "in");
    REQUIRE(::setxattr((w.files / "context/in").c_str(), "user.of", "this machine", 12, 0) == 0);
    const auto attributes = [&](const std::string& path) {
        return w.view().find(path).value().entry.attributes;
    };
    const std::string text =
        "FROM able AS one\nRUN chmod 700 /able; echo more >> /plain; echo x > /noted/file\nFROM scratch\nCOPY --from=one /able /noted /plain /to/\nCOPY --from=one /noted /noted\nCOPY in /in\n";
    const auto made = w.build(text);
    CHECK(attributes("/to/able") ==
          std::map<std::string, std::string>{{"security.capability", capability}});
    CHECK(attributes("/to/plain").empty());  // the kernel takes it from what is written to
    CHECK(attributes("/noted") == std::map<std::string, std::string>{{"user.note", "of the base"}});
    CHECK(attributes("/in").empty());
    CHECK(w.build(text, {.use_cache = false}).manifest.digest == made.manifest.digest);
}

TEST_CASE("the image's files lead to the layer as they were") {
    if (!root()) return;
    running_workshop w;
    registry::push(
        w.content, oci::reference::parse("odd"),
        oci::image_builder()
            .layer(oci::file_tree()
                       .directory("etc", 0711)
                       .text("etc/hosts", "base")
                       .file("bin/sh", "/usr/bin/busybox", 0755)
                       .add("owned",
                            {.kind = oci::file_kind::directory, .mode = 0750, .uid = 5, .gid = 6}))
            .build());
    w.build(
        "FROM odd\nRUN echo x > /owned/file; echo y > /etc/own; echo z > /etc/hosts\nUSER 7:8\nWORKDIR /tmp/x\nRUN echo mine > f\n");
    CHECK(w.facts_of("/owned") == "750 5:6");
    CHECK(w.facts_of("/etc") == "711 0:0");
    CHECK(w.content_of("/etc/own") == "y\n");
    CHECK(w.content_of("/etc/hosts") == "base");  // it is the pod's while a command runs
    CHECK(w.facts_of("/tmp/x/f") == "644 7:8");
}

TEST_CASE("a command that fails ends the build, and says how") {
    if (!root()) return;
    running_workshop w;
    CHECK(w.failure("FROM busybox\nRUN echo before; exit 3\n") ==
          "Dockerfile:2: RUN echo before; exit 3: the command failed with exit code 3");
    CHECK(w.progress.back() == "before");
    CHECK(w.failure("FROM busybox\nRUN [\"absent\"]\n").find("RUN [\"absent\"]: ") !=
          std::string::npos);
    CHECK(w.failure("FROM scratch\nRUN x\n").find("there is no file in the image yet") !=
          std::string::npos);
    CHECK(w.containers.sandboxes().empty());
    CHECK_FALSE(w.images.find(oci::reference::parse("made")));
    std::stop_source stop;
    engine::build_options options{.stop = stop.get_token()};
    std::jthread later([&] {
        while (w.containers.containers().empty() ||
               w.containers.containers()[0].state != runtime::container_state::running)
            std::this_thread::yield();
        stop.request_stop();
    });
    CHECK(w.failure("FROM busybox\nRUN sleep 1000\n", options).find("the build was stopped") !=
          std::string::npos);
    CHECK(w.containers.sandboxes().empty());
}

}  // namespace build_test
