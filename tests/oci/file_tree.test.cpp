// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/oci/file_tree.hpp>

#include <catch2/catch.hpp>

#include "support/scratch_directory.hpp"

namespace file_tree_test {

using namespace slipway;

namespace {

std::vector<std::string> paths(const oci::file_tree& tree) {
    std::vector<std::string> made;
    for (const auto& [path, entry] : tree.entries()) made.push_back(path);
    return made;
}

}  // namespace

TEST_CASE("directories on the way are made, and keep what was said of them") {
    oci::file_tree tree;
    tree.directory("/srv", 0700).text("srv/www/index.html", "hello").text("etc/motd", "hi", 0600);
    CHECK(paths(tree) ==
          std::vector<std::string>{"etc", "etc/motd", "srv", "srv/www", "srv/www/index.html"});
    CHECK(tree.entries().at("srv").mode == 0700);
    CHECK(tree.entries().at("srv/www").mode == 0755);
    CHECK(tree.entries().at("srv/www").kind == oci::file_kind::directory);
    CHECK(tree.entries().at("etc/motd").mode == 0600);
}

TEST_CASE("a path may be written in several ways, and the last word on it holds") {
    oci::file_tree tree;
    tree.text("/a//./b/", "old").text("a/b", "new");
    CHECK(paths(tree) == std::vector<std::string>{"a", "a/b"});
    CHECK(tree.entries().at("a/b").content == "new");
    CHECK(tree.contains("/a/./b"));
    CHECK_FALSE(tree.contains("a/c"));
}

TEST_CASE("paths that lead nowhere or out are refused") {
    for (const char* bad : {"", "/", ".", "..", "a/../b", "/..", "a/.."}) {
        CAPTURE(bad);
        CHECK_THROWS_AS(oci::file_tree().text(bad, ""), status_error);
    }
    CHECK(oci::file_tree().text("..a/b..", "").contains("..a/b.."));
}

TEST_CASE("a file is taken through links; what is no file is refused") {
    const scratch_directory dir;
    scratch_directory::write(dir / "real", "12345");
    std::filesystem::create_symlink("real", dir / "link");
    const auto tree = oci::file_tree().file("bin/tool", dir / "link", 0755);
    CHECK(tree.entries().at("bin/tool").kind == oci::file_kind::file);
    CHECK(tree.entries().at("bin/tool").size == 5);
    CHECK(tree.entries().at("bin/tool").mode == 0755);
    CHECK_THROWS_WITH(oci::file_tree().file("d", dir.path(), 0644),
                      Catch::Contains(dir.path().string()));
}

TEST_CASE("a directory is taken as it is there, links unfollowed") {
    const scratch_directory dir;
    scratch_directory::write(dir / "in/sub/file", "1");
    scratch_directory::write(dir / "outside", "2");
    std::filesystem::permissions(dir / "in/sub/file", std::filesystem::perms(04711));
    std::filesystem::create_symlink("../outside", dir / "in/link");
    std::filesystem::create_directory_symlink("..", dir / "in/up");
    REQUIRE(::mkfifo((dir / "in/pipe").c_str(), 0640) == 0);
    const auto tree = oci::file_tree::from_directory(dir / "in");
    CHECK(paths(tree) == std::vector<std::string>{"link", "pipe", "sub", "sub/file", "up"});
    CHECK(tree.entries().at("link").target == "../outside");
    CHECK(tree.entries().at("up").kind == oci::file_kind::symlink);
    CHECK(tree.entries().at("pipe").kind == oci::file_kind::fifo);
    CHECK(tree.entries().at("sub/file").mode == 04711);
    CHECK(tree.entries().at("sub/file").uid == ::geteuid());
}

TEST_CASE(
    "files have their extended attributes where these are asked for, but none of this machine's own") {
    const scratch_directory dir;
    scratch_directory::write(dir / "in/file", "1");
    if (::setxattr((dir / "in/file").c_str(), "user.note", "kept", 4, 0) != 0) {
        WARN("skipped: the file system has no attributes of users");
        return;
    }
    const std::string large(3000, 'x');
    REQUIRE(::setxattr((dir / "in").c_str(), "user.none", "", 0, 0) == 0);
    REQUIRE(::setxattr((dir / "in/file").c_str(), "user.large", large.data(), large.size(), 0) ==
            0);
    REQUIRE(::setxattr((dir / "in/file").c_str(), "user.overlay.opaque", "y", 1, 0) == 0);
    std::filesystem::create_hard_link(dir / "in/file", dir / "in/more");
    std::filesystem::create_symlink("file", dir / "in/link");
    const auto without = oci::file_tree::from_directory(dir.path());
    for (const auto& [path, entry] : without.entries()) CHECK(entry.attributes.empty());
    const auto tree = oci::file_tree::from_directory(dir.path(), oci::extended_attributes::take);
    CHECK(tree.entries().at("in").attributes ==
          std::map<std::string, std::string>{{"user.none", ""}});
    CHECK(tree.entries().at("in/file").attributes ==
          std::map<std::string, std::string>{{"user.large", large}, {"user.note", "kept"}});
    CHECK(tree.entries().at("in/more").attributes.empty());  // those of the file that it links to
    CHECK(tree.entries().at("in/link").attributes.empty());
    CHECK(oci::file_entry_of(dir / "in/file", oci::extended_attributes::take)->attributes.size() ==
          2);
}

TEST_CASE("a single file is described as it is there") {
    const scratch_directory dir;
    scratch_directory::write(dir / "f", "12345");
    std::filesystem::create_symlink("f", dir / "link");
    CHECK(oci::file_entry_of(dir / "f")->size == 5);
    CHECK(oci::file_entry_of(dir / "link")->target == "f");
    CHECK(oci::file_entry_of(dir.path())->kind == oci::file_kind::directory);
    CHECK_THROWS_AS(oci::file_entry_of(dir / "absent"), status_error);
}

}  // namespace file_tree_test
