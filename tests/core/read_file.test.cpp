// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/core/read_file.hpp>

#include <csignal>
#include <fstream>
#include <string>

#include <catch2/catch.hpp>

#include <sys/wait.h>
#include <unistd.h>

#include <support/scratch_directory.hpp>

namespace read_file_test {

using slipway::core::read_file;

TEST_CASE("a file is read whole, and what is none gives nothing") {
    const scratch_directory files;
    const std::string text = std::string(10'000, 'x') + std::string(1, '\0') + '\n';
    scratch_directory::write(files / "long", text);
    scratch_directory::write(files / "empty", "");
    CHECK(read_file(files / "long") == text);
    CHECK(read_file(files / "long", text.size()) == text);
    CHECK_FALSE(read_file(files / "long", text.size() - 1));
    CHECK(read_file(files / "empty") == "");
    CHECK_FALSE(read_file(files / "absent"));
    CHECK_FALSE(read_file(files.path()));
}

TEST_CASE("the files of a process that ends while they are read give nothing, and throw nothing") {
    const pid_t child = ::fork();
    if (child == 0) {
        for (;;) ::pause();
    }
    REQUIRE(child > 0);
    const std::string stat = "/proc/" + std::to_string(child) + "/stat";
    std::ifstream opened(stat, std::ios::binary);  // as between the open and the read of one call
    CHECK(read_file(stat)->find("(") != std::string::npos);
    REQUIRE(::kill(child, SIGKILL) == 0);
    REQUIRE(::waitpid(child, nullptr, 0) == child);
    CHECK_FALSE(slipway::core::detail::rest_of(opened, 4096));
    CHECK_FALSE(read_file(stat));
}

}  // namespace read_file_test
