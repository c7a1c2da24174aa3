// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/oci/unpack.hpp>

#include <catch2/catch.hpp>

#include <filesystem>
#include <span>
#include <string>
#include <vector>

#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <sys/xattr.h>

#include <slipway/oci/pack.hpp>

#include "oci/raw_tar.hpp"
#include "support/scratch_directory.hpp"

namespace unpack_test {

using namespace slipway;
namespace fs = std::filesystem;

namespace {

std::string gzip(const oci::file_tree& tree) {
    std::string bytes;
    oci::pack(tree, [&](std::string_view part) { bytes += part; });
    return bytes;
}

/// Refused, with nothing to see beside or outside.
void refused(const std::string& bytes, const std::string& part, oci::unpack_options options = {}) {
    const scratch_directory dir;
    scratch_directory::write(dir / "outside/secret", "secret");
    for (const bool ahead : {false, true}) {
        CAPTURE(part, ahead);
        options.reads_ahead = ahead;
        CHECK_THROWS_WITH(oci::unpack(oci::read_from(bytes), dir / "layer", options),
                          Catch::Contains(part));
    }
    CHECK(std::distance(fs::directory_iterator(dir.path()), fs::directory_iterator()) == 1);
    CHECK(std::distance(fs::directory_iterator(dir / "outside"), fs::directory_iterator()) == 1);
    CHECK(scratch_directory::read(dir / "outside/secret") == "secret");
}

mode_t mode_of(const fs::path& path) {
    struct stat s{};
    REQUIRE(::lstat(path.c_str(), &s) == 0);
    return s.st_mode;
}

}  // namespace

TEST_CASE("a layer comes out as it went in") {
    const scratch_directory dir;
    oci::file_tree tree;
    tree.text("etc/passwd", "root")
        .text("bin/tool", "#!", 04755)
        .symlink("bin/other", "tool")
        .directory("tmp", 01777);
    tree.add("etc/hard", {.kind = oci::file_kind::hard_link, .target = "etc/passwd"});
    tree.text("closed/inside", "x").directory("closed", 0500);
    std::string bytes;
    const auto packed = oci::pack(tree, [&](std::string_view part) { bytes += part; });
    const auto made =
        oci::unpack(oci::read_from(bytes), dir / "layer", {.diff_id = packed.diff_id});
    CHECK(made.diff_id == packed.diff_id);
    CHECK(made.entries == 9);
    CHECK(scratch_directory::read(dir / "layer/etc/passwd") == "root");
    CHECK(fs::hard_link_count(dir / "layer/etc/passwd") == 2);
    CHECK(fs::read_symlink(dir / "layer/bin/other") == "tool");
    CHECK((mode_of(dir / "layer/bin/tool") & 07777) == 04755);
    CHECK((mode_of(dir / "layer/tmp") & 07777) == 01777);
    CHECK((mode_of(dir / "layer/closed") & 07777) == 0500);
    CHECK(scratch_directory::read(dir / "layer/closed/inside") == "x");
}

TEST_CASE("what is made anew gets the owner, the mode and the size that the layer says") {
    if (::geteuid() != 0) return;
    const scratch_directory dir;
    const std::string zeros(3 * 4096, '\0');
    oci::file_tree tree;
    tree.text("ours", "x", 0640)
        .text("closed", "x", 0000)
        .text("set", "x", 06755)
        .text("empty", "")
        .text("zeros", zeros)
        .text("tail", "x" + zeros);
    tree.add("given",
             {.kind = oci::file_kind::file, .mode = 04755, .uid = 1, .gid = 2, .content = "x"});
    const mode_t before = ::umask(0077);  // of this program: no layer means it
    oci::unpack(oci::read_from(gzip(tree)), dir / "layer");
    ::umask(before);
    for (const auto& [name, mode] : {std::pair<const char*, mode_t>("ours", 0640),
                                     {"closed", 0},
                                     {"set", 06755},
                                     {"empty", 0644},
                                     {"given", 04755}}) {
        CAPTURE(name);
        CHECK((mode_of(dir / "layer" / name) & 07777) == mode);
    }
    struct stat given{};
    REQUIRE(::lstat((dir / "layer/given").c_str(), &given) == 0);
    CHECK((given.st_uid == 1 && given.st_gid == 2));
    CHECK(scratch_directory::read(dir / "layer/zeros") == zeros);
    CHECK(scratch_directory::read(dir / "layer/tail") == "x" + zeros);
    CHECK(fs::file_size(dir / "layer/empty") == 0);
}

TEST_CASE("the last entry of a name counts, whatever was there before") {
    const scratch_directory dir;
    raw_tar tar;
    tar.file("a/b/c")
        .file("a/b/d")
        .file("a/b", "a file now")
        .file("a/e", "e");  // the directory that was open goes
    tar.file("f", "longer than the next").file("f", "short");
    tar.file("g").directory("g").file("g/h", "h");
    tar.symlink("i", "f").file("i", "no link");
    oci::unpack(oci::read_from(tar.bytes()), dir / "layer");
    CHECK(scratch_directory::read(dir / "layer/a/b") == "a file now");
    CHECK(scratch_directory::read(dir / "layer/a/e") == "e");
    CHECK(scratch_directory::read(dir / "layer/f") == "short");
    CHECK(scratch_directory::read(dir / "layer/g/h") == "h");
    CHECK(scratch_directory::read(dir / "layer/i") == "no link");
    CHECK_FALSE(fs::is_symlink(dir / "layer/i"));
}

TEST_CASE("absolute paths begin at the layer's root, as in layers of ko") {
    const scratch_directory dir;
    raw_tar tar;
    tar.file("gone").directory("/var/run/ko").file("/var/run/ko/data", "d");
    tar.file("//var/run/ko//more", "m").hard_link("/same", "/var/run/ko/data");
    tar.symlink("/link", "/var").file("/.wh.gone");
    oci::unpack(oci::read_from(tar.bytes()), dir / "layer");
    CHECK(scratch_directory::read(dir / "layer/var/run/ko/data") == "d");
    CHECK(scratch_directory::read(dir / "layer/var/run/ko/more") == "m");
    CHECK(fs::equivalent(dir / "layer/same", dir / "layer/var/run/ko/data"));
    CHECK(fs::read_symlink(dir / "layer/link") == "/var");
    refused(raw_tar().file("/../outside/new").bytes(), "..");
}

TEST_CASE("paths that lead out of the layer are refused") {
    refused(raw_tar().file("../outside/new").bytes(), "..");
    refused(raw_tar().file("a/../../outside/new").bytes(), "..");
    refused(raw_tar().directory("..").bytes(), "..");
    refused(raw_tar().file("d/" + std::string(98, 'a')).file("../.wh.outside").bytes(), "..");
}

TEST_CASE("nothing is written through a link to the outside") {
    const scratch_directory dir;
    scratch_directory::write(dir / "outside/secret", "secret");
    // Links are followed as the container would: from the layer's own root.
    const std::string up = "../outside", absolute = (dir / "outside").string();
    for (const auto& target : {up, absolute}) {
        const std::string bytes =
            raw_tar().symlink("link", target).file("link/secret", "changed").bytes();
        CAPTURE(target);
        try {
            oci::unpack(oci::read_from(bytes), dir / "layer");
        } catch (const status_error& e) {
            CHECK(e.is(core::reason::invalid));
        }
        CHECK(scratch_directory::read(dir / "outside/secret") == "secret");
        oci::remove_tree(dir / "layer");
    }
    // A file over a link replaces the link, not what it points to.
    const auto over =
        raw_tar().symlink("f", (dir / "outside/secret").string()).file("f", "own").bytes();
    oci::unpack(oci::read_from(over), dir / "layer");
    CHECK(scratch_directory::read(dir / "outside/secret") == "secret");
    CHECK(scratch_directory::read(dir / "layer/f") == "own");
}

TEST_CASE("links inside of the layer are followed") {
    const scratch_directory dir;
    const auto bytes = raw_tar()
                           .directory("usr/lib")
                           .symlink("lib", "usr/lib")
                           .symlink("abs", "/usr")
                           .file("lib/a")
                           .file("abs/b")
                           .bytes();
    oci::unpack(oci::read_from(bytes), dir / "layer");
    CHECK(fs::exists(dir / "layer/usr/lib/a"));
    CHECK(fs::exists(dir / "layer/usr/b"));
}

TEST_CASE("hard links to the outside are refused") {
    refused(raw_tar().hard_link("mine", "/etc/passwd").bytes(), "no file of this layer");
    refused(raw_tar().hard_link("mine", "../outside/secret").bytes(), "..");
    refused(raw_tar().symlink("up", "../outside").hard_link("mine", "up/secret").bytes(),
            "no file of this layer");
    refused(raw_tar().hard_link("mine", "absent").bytes(), "no file of this layer");
    refused(raw_tar().directory("d").hard_link("mine", "d").bytes(), "no file of this layer");
}

TEST_CASE("deletions become what overlayfs reads") {
    const scratch_directory dir;
    const auto bytes = raw_tar()
                           .directory("a")
                           .file("a/.wh.gone")
                           .file("b/.wh..wh..opq")
                           .file("b/new")
                           .file("a/.wh..wh.plnk")
                           .bytes();
    oci::unpack(oci::read_from(bytes), dir / "layer");
    struct stat s{};
    REQUIRE(::lstat((dir / "layer/a/gone").c_str(), &s) == 0);
    CHECK(S_ISCHR(s.st_mode));
    CHECK(s.st_rdev == makedev(0, 0));
    char value = 0;
    const char* name = ::geteuid() == 0 ? "trusted.overlay.opaque" : "user.overlay.opaque";
    CHECK(::getxattr((dir / "layer/b").c_str(), name, &value, 1) == 1);
    CHECK(value == 'y');
    CHECK(std::distance(fs::directory_iterator(dir / "layer/a"), fs::directory_iterator()) == 1);
    refused(raw_tar().file(".wh...").bytes(), "whiteout of no file");
    refused(raw_tar().file(".wh.").bytes(), "whiteout of no file");
    refused(raw_tar().add({.name = "forged", .type = '3'}).bytes(), "0/0");
}

TEST_CASE("deletions can be done at once") {
    const scratch_directory dir;
    scratch_directory::write(dir / "root/a/gone", "");
    scratch_directory::write(dir / "root/a/stays", "");
    scratch_directory::write(dir / "root/b/old/deep", "");
    scratch_directory::write(dir / "root/.wh.victim", "");
    const auto bytes = raw_tar()
                           .file("a/.wh.gone")
                           .file("b/new")
                           .file("b/.wh..wh..opq")
                           .file("c/.wh.nothing")
                           .bytes();
    oci::unpack_over(oci::read_from(bytes), dir / "root");
    CHECK_FALSE(fs::exists(dir / "root/a/gone"));
    CHECK(fs::exists(dir / "root/a/stays"));
    CHECK_FALSE(fs::exists(dir / "root/b/old"));
    CHECK(fs::exists(dir / "root/b/new"));
}

TEST_CASE("limits stop bombs") {
    oci::file_tree zeros;
    zeros.text("zeros", std::string(8 << 20, '\0'));
    refused(gzip(zeros), "more than 1000000 bytes", {.limits = {.bytes = 1'000'000}});
    raw_tar many;
    for (int i = 0; i < 50; ++i) many.file("f" + std::to_string(i));
    refused(many.bytes(), "more than 10 entries", {.limits = {.entries = 10}});
    refused(raw_tar().add({.name = "huge", .size_field = "77777777777"}, "x").bytes(),
            "files of more than", {.limits = {.bytes = 1'000'000}});
    // A sparse file that claims an exabyte of holes: GNU's form, real size in the header at 483.
    const std::string sparse =
        raw_tar()
            .add({.name = "s", .size_field = std::string("\x80\0\0\0\x0f\0\0\0\0\0\0\0", 12)})
            .bytes();
    refused(sparse, "the layer");
}

TEST_CASE("broken streams are refused and leave nothing") {
    oci::file_tree tree;
    std::string noise;
    for (unsigned i = 0, x = 1; i < 100'000; ++i)
        noise += static_cast<char>((x = x * 1103515245U + 12345U) >> 16);
    tree.text("noise", noise);
    const std::string bytes = gzip(tree);
    refused(bytes.substr(0, bytes.size() / 2), "truncated");
    refused(bytes.substr(0, 5), "");
    refused("this is not a tar archive", "the layer cannot be read");
    std::string damaged = bytes;
    damaged[damaged.size() / 2] ^= 0x55;
    refused(damaged, "", {.diff_id = oci::digest_of(std::string_view("x"))});
    refused(raw_tar().add({.name = "cut", .size = 100'000}, "short").unfinished(),
            "the layer cannot be read");
    refused(bytes, "not the one that the image names",
            {.diff_id = oci::digest_of(std::string_view("other"))});
    refused(gzip(oci::file_tree().text("tar", bytes)), "",
            {.diff_id = oci::digest_of(std::string_view("x"))});
}

TEST_CASE("an existing directory is left alone") {
    const scratch_directory dir;
    scratch_directory::write(dir / "layer/own", "kept");
    CHECK_THROWS_AS(oci::unpack(oci::read_from(raw_tar().file("f").bytes()), dir / "layer"),
                    status_error);
    CHECK(scratch_directory::read(dir / "layer/own") == "kept");
    CHECK_FALSE(fs::exists(dir / "layer/f"));
}

TEST_CASE("an exception of the stream comes out, and nothing is left") {
    const scratch_directory dir;
    const std::string bytes = raw_tar().file("f", std::string(500'000, 'x')).bytes();
    auto inner = oci::read_from(bytes);
    int reads = 0;
    const oci::byte_source breaks = [&](std::span<char> into) -> std::size_t {
        if (++reads > 2) throw status_error(core::reason::service_unavailable, "the peer is gone");
        return inner(into);
    };
    for (const bool ahead : {false, true}) {
        inner = oci::read_from(bytes);
        reads = 0;
        CHECK_THROWS_WITH(oci::unpack(breaks, dir / "layer", {.reads_ahead = ahead}),
                          "the peer is gone");
        CHECK(reads == 3);
        CHECK(fs::is_empty(dir.path()));
    }
}

TEST_CASE("a stream that is read ahead comes out as it is, and is read no farther than a little") {
    oci::file_tree tree;
    for (int i = 0; i < 40; ++i)
        tree.text("file" + std::to_string(i), std::string(100'000 + static_cast<std::size_t>(i),
                                                          static_cast<char>('a' + i % 26)));
    std::string bytes;
    const auto packed = oci::pack(tree, [&](std::string_view part) { bytes += part; });
    const scratch_directory dir;
    const auto made = oci::unpack(oci::read_from(bytes), dir / "layer",
                                  {.diff_id = packed.diff_id, .reads_ahead = true});
    CHECK(made.entries == 40);
    CHECK(scratch_directory::read(dir / "layer/file39") == std::string(100'039, 'n'));
    std::size_t given = 0;
    {
        const auto ahead =
            oci::detail::read_ahead([&](std::span<char> into) { return ++given, into.size(); });
        std::vector<char> some(1000);
        CHECK(ahead(some) == some.size());
    }
    CHECK(given <= 5);  // the four pieces that there is room for, and that which was taken
}

}  // namespace unpack_test
