// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/engine/detail/secret_directory.hpp>

#include <csignal>
#include <string>

#include <sys/wait.h>

#include <catch2/catch.hpp>

#include <slipway/core/owned_fd.hpp>

#include "support/scratch_directory.hpp"

namespace secret_directory_test {

using namespace slipway;
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

TEST_CASE("what a killed program has left of secrets goes when the next one has some") {
    auto told = core::make_pipe();
    const pid_t other = ::fork();
    if (other == 0) {
        const secret_directory made;
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
        const secret_directory while_it_runs;
    }
    CHECK(is_there(place + "/0"));
    ::kill(other, SIGKILL);
    ::waitpid(other, nullptr, 0);
    {
        const secret_directory next;
    }
    CHECK_FALSE(is_there(place));
}

}  // namespace secret_directory_test
