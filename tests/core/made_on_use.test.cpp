// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/core/made_on_use.hpp>

#include <atomic>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

#include <catch2/catch.hpp>

namespace made_on_use_test {

using slipway::core::made_on_use;

TEST_CASE("it is made once, by the first of all threads that ask, and not before") {
    std::atomic<int> made = 0;
    const made_on_use<std::string> text([&] {
        ++made;
        return std::make_unique<std::string>("text");
    });
    CHECK(made == 0);
    {
        std::vector<std::jthread> all;
        for (int i = 0; i < 4; ++i) all.emplace_back([&] { text->size(); });
    }
    CHECK(made == 1);
    CHECK(*text == "text");
    CHECK(text->size() == 4);
}

TEST_CASE("where it cannot be made, who asks is told, and the next one tries again") {
    int tries = 0;
    const made_on_use<int> number([&] {
        if (++tries == 1) throw std::runtime_error("not yet");
        return std::make_unique<int>(tries);
    });
    CHECK_THROWS_WITH(*number, "not yet");
    CHECK(*number == 2);
}

}  // namespace made_on_use_test
