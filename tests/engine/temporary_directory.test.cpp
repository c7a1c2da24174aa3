// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/engine/detail/temporary_directory.hpp>

#include <csignal>
#include <string>

#include <sys/wait.h>

#include <catch2/catch.hpp>

#include <slipway/core/owned_fd.hpp>

#include "support/scratch_directory.hpp"

namespace temporary_directory_test {

using namespace slipway;
using engine::detail::build_directory;
using engine::detail::secret_directory;

namespace {

bool is_there(const std::string& place) {
    std::error_code ignored;
    return std::filesystem::exists(place, ignored);
}

}  // namespace

TEST_CASE("a directory of secrets is the user's alone, and goes with its owner") {
    std::string place;
    {
        const secret_directory made;
        place = made.path();
        struct stat s{};
        REQUIRE(::stat(place.c_str(), &s) == 0);
        CHECK((s.st_mode & 0777) == 0700);
        const secret_directory another;  // takes nothing from those who are still there
        CHECK(another.path() != place);
        CHECK(is_there(place));
    }
    CHECK_FALSE(is_there(place));
}

TEMPLATE_TEST_CASE("what a killed program has left goes when the next one makes one", "",
                   secret_directory, build_directory) {
    auto told = core::make_pipe();
    const pid_t other = ::fork();
    if (other == 0) {
        const TestType made;
        const std::string place = made.path();
        scratch_directory::write(made.path() / "0", "secret");
        [[maybe_unused]] const auto n = ::write(told.write.get(), place.data(), place.size());
        told.write.reset();
        while (true) ::pause();
    }
    told.write.reset();
    std::string place;
    char bytes[256];
    for (ssize_t n = 0; (n = ::read(told.read.get(), bytes, sizeof bytes)) > 0;)
        place.append(bytes, static_cast<std::size_t>(n));
    CHECK(is_there(place + "/0"));
    {
        const TestType while_it_runs;
    }
    CHECK(is_there(place + "/0"));
    ::kill(other, SIGKILL);
    ::waitpid(other, nullptr, 0);
    {
        const TestType next;
    }
    CHECK_FALSE(is_there(place));
}

TEST_CASE("a directory of the user's own that is called alike stays") {
    const auto own =
        std::filesystem::temp_directory_path() / ("slipway-build-of-" + std::to_string(::getpid()));
    std::filesystem::create_directory(own);
    {
        const build_directory made;
    }
    CHECK(is_there(own));
    std::filesystem::remove_all(own);
}

}  // namespace temporary_directory_test
