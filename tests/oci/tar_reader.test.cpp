// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/oci/tar_reader.hpp>

#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include <slipway/oci/pack.hpp>

namespace tar_reader_test {

using namespace slipway;

TEST_CASE("tar reader: files and links in their order, plain or compressed") {
    oci::file_tree tree;
    tree.text("a/file", "content").symlink("a/link", "file").text("empty", "");
    for (const auto compression : {oci::compression::none, oci::compression::gzip}) {
        std::string bytes;
        oci::pack(tree, [&](std::string_view part) { bytes += part; },
                  {.compression = compression});
        oci::tar_reader tar(oci::read_from(bytes));
        std::vector<std::string> seen;
        while (const auto entry = tar.next()) {
            std::string line = entry->path;
            if (entry->kind == oci::file_kind::symlink) line += " -> " + entry->target;
            if (entry->kind == oci::file_kind::file)
                line += " " + oci::read_all(tar.content(), 100);
            seen.push_back(line);
        }
        CHECK(seen == std::vector<std::string>{"a/", "a/file content", "a/link -> file", "empty "});
    }
}

TEST_CASE("tar reader: what is no tar is refused, and what breaks off") {
    std::string bytes;
    oci::pack(oci::file_tree().text("file", std::string(10'000, 'x')),
              [&](std::string_view part) { bytes += part; },
              {.compression = oci::compression::none});
    const auto read_all = [](std::string text) {
        oci::tar_reader tar(oci::read_from(std::move(text)));
        while (tar.next()) oci::drain(tar.content(), [](std::string_view) {});
    };
    CHECK_NOTHROW(read_all(bytes));
    CHECK_THROWS_WITH(read_all(std::string(2000, 'x')),
                      Catch::Contains("the archive cannot be read"));
    CHECK_THROWS_AS(read_all(bytes.substr(0, 3000)), status_error);
    CHECK_NOTHROW(read_all(""));  // no files
}

}  // namespace tar_reader_test
