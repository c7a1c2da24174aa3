// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/runtime/detail/dns_message.hpp>

#include <random>

#include <catch2/catch.hpp>

namespace dns_message_test {

using namespace slipway::runtime::detail;

namespace {

std::string question_for(const std::string& name, char type = 1) {
    return std::string("\x12\x34\x01\0\0\1\0\0\0\0\0\0", 12) + dns_name(name) +
           std::string("\0", 1) + type + std::string("\0\1", 2);
}

}  // namespace

TEST_CASE("questions about names are read, and answered") {
    const std::string message = question_for("web.front");
    const auto asked = dns_question_in(message + "what stands behind it");
    REQUIRE(asked);
    CHECK(asked->name == "web.front");
    CHECK(asked->type == dns_address);
    CHECK(asked->kind == dns_internet);
    CHECK(asked->end == message.size());
    const std::string answer = dns_answer(message + "what stands behind it", *asked, dns_no_error,
                                          dns_address, {"\x0a\1\2\3"});
    CHECK(answer.substr(0, 12) == std::string("\x12\x34\x85\x80\0\1\0\1\0\0\0\0", 12));
    CHECK(answer.substr(12, message.size() - 12) == message.substr(12));
    CHECK(answer.substr(message.size()) ==
          std::string("\xc0\x0c\0\1\0\1\0\0\0\0\0\4\x0a\1\2\3", 16));
    CHECK(dns_answer(message, *asked, dns_name_error, dns_address, {}).substr(2, 2) == "\x85\x83");
    CHECK(dns_question_in(question_for(""))->name.empty());  // the root
}

TEST_CASE("what is no question is left alone") {
    const std::string message = question_for("web.front");
    for (std::size_t n = 0; n < message.size(); ++n)
        CHECK_FALSE(dns_question_in(message.substr(0, n)));
    std::string other = message;
    other[2] = static_cast<char>(0x81);  // an answer
    CHECK_FALSE(dns_question_in(other));
    other = message, other[5] = 2;  // two questions
    CHECK_FALSE(dns_question_in(other));
    other = message, other[12] = static_cast<char>(0xc0);  // a name that stands elsewhere
    CHECK_FALSE(dns_question_in(other));
    std::string parts;
    for (int i = 0; i < 100; ++i) parts += (i ? "." : "") + std::string("abc");
    CHECK_FALSE(dns_question_in(question_for(parts)));
    std::mt19937 random(7);
    for (int i = 0; i < 20'000; ++i) {
        std::string bytes = message;
        for (int changes = 0; changes < 4; ++changes)
            bytes[random() % bytes.size()] = static_cast<char>(random());
        bytes.resize(random() % (bytes.size() + 1));
        if (const auto asked = dns_question_in(bytes)) CHECK(asked->end <= bytes.size());
    }
}

}  // namespace dns_message_test
