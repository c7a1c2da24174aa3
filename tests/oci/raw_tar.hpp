// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <cstdio>
#include <string>

/// Writes tar headers by hand, so that they can say what no honest tool would.
class raw_tar {
public:
    struct header {
        std::string name{};
        char type = '0';
        std::string link{};
        unsigned mode = 0644;
        std::uint64_t size = 0;
        unsigned major = 0;
        unsigned minor = 0;
        std::string size_field{};  ///< instead of `size`
    };

    raw_tar& add(header h, const std::string& content = {}) {
        if (h.size == 0) h.size = content.size();
        std::string block(512, '\0');
        const auto put = [&](std::size_t at, const std::string& text) {
            block.replace(at, text.size(), text);
        };
        put(0, h.name.substr(0, 100));
        put(100, octal(h.mode, 7));
        put(108, octal(0, 7));
        put(116, octal(0, 7));
        put(124, h.size_field.empty() ? octal(h.size, 11) : h.size_field);
        put(136, octal(0, 11));
        put(148, "        ");
        block[156] = h.type;
        put(157, h.link.substr(0, 100));
        put(257, std::string("ustar\0"
                             "00",
                             8));
        put(329, octal(h.major, 7));
        put(337, octal(h.minor, 7));
        unsigned sum = 0;
        for (char c : block) sum += static_cast<unsigned char>(c);
        put(148, octal(sum, 6) + std::string("\0 ", 2));
        bytes_ += block + content;
        bytes_.resize((bytes_.size() + 511) / 512 * 512, '\0');
        return *this;
    }
    raw_tar& file(const std::string& name, const std::string& content = "x") {
        return add({.name = name}, content);
    }
    raw_tar& directory(const std::string& name, unsigned mode = 0755) {
        return add({.name = name, .type = '5', .mode = mode});
    }
    raw_tar& symlink(const std::string& name, const std::string& to) {
        return add({.name = name, .type = '2', .link = to});
    }
    raw_tar& hard_link(const std::string& name, const std::string& to) {
        return add({.name = name, .type = '1', .link = to});
    }

    std::string bytes() const { return bytes_ + std::string(1024, '\0'); }
    std::string unfinished() const { return bytes_; }

private:
    static std::string octal(std::uint64_t n, int digits) {
        char text[32];
        std::snprintf(text, sizeof text, "%0*llo", digits, static_cast<unsigned long long>(n));
        return text;
    }
    std::string bytes_;
};
