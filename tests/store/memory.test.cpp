// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/store/memory.hpp>

#include <memory>

#include <catch2/catch.hpp>

#include <store/laws/store.hpp>

namespace memory_test {

using namespace slipway;

static_assert(store::store<store::memory>);

TEST_CASE("memory keeps the laws of a store") {
    laws::store([] { return std::make_unique<store::memory>(); });
}

TEST_CASE("what lies before the remembered history cannot be watched or listed") {
    store::memory s(3);
    for (int i = 0; i < 10; ++i) s.put("/a" + std::to_string(i), {{"v", i}}, 0);
    auto code_of = [](auto call) {
        try {
            call();
        } catch (const status_error& e) {
            return e.code();
        }
        return 0;
    };
    CHECK(code_of([&] { s.watch("/", 2, [](const store::event&) {}); }) == 410);
    CHECK(code_of([&] { s.list("/", {}, 0, 2); }) == 410);
    CHECK(code_of([&] { s.watch("/", s.current() - 2, [](const store::event&) {}); }) == 0);
    s.compact(s.current());
    CHECK(code_of([&] { s.watch("/", s.current() - 1, [](const store::event&) {}); }) == 410);
    CHECK(s.list("/").entries.size() == 10);
}

}  // namespace memory_test
