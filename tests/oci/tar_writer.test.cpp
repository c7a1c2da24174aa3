// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/oci/tar_writer.hpp>

#include <string>

#include <catch2/catch.hpp>

#include <slipway/oci/tar_reader.hpp>

namespace tar_writer_test {

using namespace slipway;

TEST_CASE("tar writer: what is written is read again, the same bytes each time") {
    const auto written = [] {
        std::string bytes;
        oci::tar_writer tar([&](std::string_view part) { bytes += part; });
        tar.file("a", "first");
        tar.file("b/" + std::string(150, 'n'), 6, oci::read_from(std::string("second")));
        tar.close();
        return bytes;
    };
    CHECK(written() == written());
    oci::tar_reader tar(oci::read_from(written()));
    CHECK(tar.next()->path == "a");
    CHECK(oci::read_all(tar.content(), 100) == "first");
    CHECK(tar.next()->path.size() == 152);
    CHECK(oci::read_all(tar.content(), 100) == "second");
    CHECK_FALSE(tar.next());
}

TEST_CASE("tar writer: a stream of another size is refused") {
    oci::tar_writer tar([](std::string_view) {});
    CHECK_THROWS_AS(tar.file("a", 5, oci::read_from(std::string("1234"))), status_error);
    CHECK_THROWS_AS(tar.file("b", 5, oci::read_from(std::string("123456"))), status_error);
}

}  // namespace tar_writer_test
