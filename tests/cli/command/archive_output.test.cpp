// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/cli/command/detail/archive_output.hpp>

#include <csignal>
#include <iterator>
#include <stdexcept>

#include <sys/stat.h>
#include <sys/wait.h>

#include <catch2/catch.hpp>

#include <support/scratch_directory.hpp>

namespace archive_output_test {

using namespace slipway;
using cli::command::detail::write_archive_to;

namespace {

std::ptrdiff_t files_in(const std::filesystem::path& directory) {
    return std::distance(std::filesystem::directory_iterator(directory), {});
}

}  // namespace

TEST_CASE("an archive appears when it is whole, in the place of what had its name") {
    const scratch_directory files;
    const std::string file = (files / "made.tar").string();
    const auto write = [&](const std::string& bytes) {
        write_archive_to(file, [&](const oci::byte_sink& sink) {
            sink(bytes.substr(0, 1));
            sink(bytes.substr(1));
        });
    };
    write("first");
    CHECK(scratch_directory::read(file) == "first");
    struct stat s{};
    REQUIRE(::stat(file.c_str(), &s) == 0);
    CHECK((s.st_mode & 0777) == 0600);
    write("second");
    CHECK(scratch_directory::read(file) == "second");
    CHECK_THROWS(write_archive_to(file, [](const oci::byte_sink& sink) {
        sink("half");
        throw std::runtime_error("and no more");
    }));
    CHECK(scratch_directory::read(file) == "second");
    CHECK(files_in(files.path()) == 1);
    CHECK_THROWS(write_archive_to((files / "nowhere/made.tar").string(), {}));
}

TEST_CASE("nothing is left of an archive whose program was killed") {
    const scratch_directory files;
    auto told = core::make_pipe();
    const pid_t other = ::fork();
    if (other == 0) {
        write_archive_to((files / "made.tar").string(), [&](const oci::byte_sink& sink) {
            sink("half");
            told.write.reset();
            while (true) ::pause();
        });
        ::_exit(0);
    }
    told.write.reset();
    char none = 0;
    CHECK(::read(told.read.get(), &none, 1) == 0);
    ::kill(other, SIGKILL);
    ::waitpid(other, nullptr, 0);
    CHECK(files_in(files.path()) == 0);
}

}  // namespace archive_output_test
