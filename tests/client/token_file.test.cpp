// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/client/token_file.hpp>

#include <catch2/catch.hpp>

#include <support/scratch_directory.hpp>

namespace token_file_test {

using namespace slipway;

TEST_CASE("a token is read as often as it is needed, without the line's end") {
    const scratch_directory dir;
    scratch_directory::write(dir / "token", "one\n");
    client::token_file t(dir / "token");
    const client::credential one = t.current();
    CHECK(one.authorization == "Bearer one");
    CHECK_FALSE(one.certificate);
    CHECK_FALSE(t.refresh(one));
    scratch_directory::write(dir / "token", "two");
    CHECK(t.refresh(one));
    CHECK(t.current().authorization == "Bearer two");
}

TEST_CASE("while a token cannot be read the last one counts; without one there is an error") {
    const scratch_directory dir;
    client::token_file t(dir / "token");
    CHECK_THROWS_WITH(t.current(), "there is no token in '" + (dir / "token").string() +
                                       "', or it cannot be read");
    scratch_directory::write(dir / "token", "\n");
    CHECK_THROWS_AS(t.current(), status_error);
    scratch_directory::write(dir / "token", "one");
    CHECK(t.current().authorization == "Bearer one");
    std::filesystem::remove(dir / "token");
    CHECK(t.current().authorization == "Bearer one");
}

}  // namespace token_file_test
