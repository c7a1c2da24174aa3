// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/core/text.hpp>

#include <string>
#include <thread>
#include <vector>

#include <catch2/catch.hpp>

namespace text_test {

using slipway::core::cat;
using slipway::core::decimal;
using slipway::core::text;

static_assert(text("abc") == "abc");
static_assert(cat("a", text("b"), "") == "ab");
static_assert(decimal(0) == "0" && decimal(-1204) == "-1204");
static_assert(text().empty());

TEST_CASE("a literal is not copied") {
    static const char literal[] = "busybox";
    CHECK(text(literal).data() == literal);
}

TEST_CASE("a buffer that can change is copied") {
    char buffer[16] = "before";
    const text kept(buffer);
    buffer[0] = 'X';
    CHECK(kept == "before");
    CHECK(kept.size() == 6);
}

TEST_CASE("computed text is shared by its copies and ends in a zero") {
    const text first(std::string("a computed one"));
    const text second = first;
    CHECK(first.data() == second.data());
    CHECK(std::string(second.c_str()) == "a computed one");
}

TEST_CASE("a class made of text gives its characters away without a copy") {
    struct name : text {
        using text::text;
    };
    const name literal("web"), computed(std::string("a computed one"));
    CHECK(text(literal).data() == literal.data());
    CHECK(text(computed).data() == computed.data());
}

TEST_CASE("text moves, assigns to itself, compares") {
    text a(std::string("one")), b(std::string("two"));
    a = std::move(b);
    CHECK(a == "two");
    const text& same = a;
    a = same;
    CHECK(a == "two");
    CHECK(text("a") < text("b"));
    CHECK(decimal(std::numeric_limits<long>::min()) == "-9223372036854775808");
}

TEST_CASE("text can be said to be empty, which is more than to be so") {
    constexpr bool told = text::said_empty().said() && !text().said() && !text("").said() &&
                          text("a").said() && text::said_empty() == text();
    static_assert(told);
    text copy = text::said_empty();
    const text moved = std::move(copy);
    CHECK(moved.said());
    CHECK(moved.empty());
    CHECK(moved == "");
    CHECK(moved.view() == "");
    CHECK(std::string(moved.c_str()) == "");
    CHECK_FALSE(copy.said());  // NOLINT
    copy = moved;
    CHECK(copy.said());
    copy = "b";
    CHECK(copy == "b");
    CHECK(cat(moved, "a") == "a");
}

TEST_CASE("copies may be made and dropped by several threads at once") {
    const text shared(std::string("shared by all"));
    std::vector<std::thread> threads;
    for (int t = 0; t < 4; ++t)
        threads.emplace_back([&shared] {
            for (int i = 0; i < 10'000; ++i) {
                text copy = shared;
                if (copy.size() != 13) std::abort();
            }
        });
    for (std::thread& t : threads) t.join();
    CHECK(shared == "shared by all");
}

}  // namespace text_test
