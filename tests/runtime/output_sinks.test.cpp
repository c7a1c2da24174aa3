// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/runtime/detail/output_sinks.hpp>

#include <memory>
#include <string>
#include <utility>

#include <poll.h>
#include <unistd.h>

#include <catch2/catch.hpp>

#include <slipway/core/owned_fd.hpp>

namespace output_sinks_test {

using namespace slipway;
using runtime::output;

namespace {

/// What can be read until the end of it; "(no end)" where that does not come.
std::string all_of(const core::owned_fd& from) {
    std::string made;
    pollfd one{from.get(), POLLIN, 0};
    while (::poll(&one, 1, 10'000) == 1) {
        char bytes[4096];
        const ssize_t n = ::read(from.get(), bytes, sizeof bytes);
        if (n <= 0) return made;
        made.append(bytes, static_cast<std::size_t>(n));
    }
    return made + "(no end)";
}

struct fixture {
    void add(core::owned_fd to, std::string first = {}) {
        const auto own = std::make_shared<core::owned_fd>(std::move(to));
        by.run([&] { sinks->add(output::out, std::move(*own), first); });
    }
    void write(const std::string& bytes) {
        by.run([&] { sinks->write(output::out, bytes); });
    }
    void finish() {
        by.run([&] { sinks->finish(); });
    }
    bool full() {
        return by.run([&] { return sinks->full(output::out); });
    }

    runtime::detail::supervisor by;
    std::shared_ptr<runtime::detail::output_sinks> sinks =
        std::make_shared<runtime::detail::output_sinks>(by);
};

}  // namespace

TEST_CASE("who is attached reads what comes, behind what he is told first, up to the end") {
    fixture f;
    core::pipe_ends one = core::make_pipe(), other = core::make_pipe();
    f.add(std::move(one.write), "begin ");
    f.write("a ");
    f.add(std::move(other.write));
    f.write("b");
    f.finish();
    CHECK(all_of(one.read) == "begin a b");
    CHECK(all_of(other.read) == "b");
}

TEST_CASE("who comes when all is over finds the end") {
    fixture f;
    f.finish();
    core::pipe_ends late = core::make_pipe(), silent = core::make_pipe();
    f.add(std::move(late.write), "told");
    f.add(std::move(silent.write));
    CHECK(all_of(late.read) == "told");
    CHECK(all_of(silent.read).empty());
}

TEST_CASE("what a reader does not take yet waits for him, also behind the end") {
    fixture f;
    core::pipe_ends slow = core::make_pipe();
    f.add(std::move(slow.write));
    const std::string much(1 << 20, 'x');
    f.write(much);
    CHECK(f.full());
    f.finish();
    CHECK(all_of(slow.read) == much);
    CHECK_FALSE(f.full());
}

}  // namespace output_sinks_test
