// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <slipway/cli/detail/clean_text.hpp>

namespace slipway::cli::detail {

enum class font_weight : bool { normal, bold };

/// About how wide a text is: who draws it has fonts of their own, so that this errs to the wide
/// side, with what the widest of the usual ones (DejaVu Sans) takes.
inline double width_of(std::string_view s, double font_size, font_weight w = font_weight::normal) {
    double em = 0;
    while (!s.empty()) {
        const std::size_t length = character_length(s);
        const char c = s[0];
        if (length != 1) em += 1;
        else if (std::string_view("ijl.,:;'|!").find(c) != std::string_view::npos) em += 0.32;
        else if (std::string_view("ftr-()[]I /").find(c) != std::string_view::npos) em += 0.4;
        else if (std::string_view("mwMW@%").find(c) != std::string_view::npos) em += 0.96;
        else em += c >= 'A' && c <= 'Z' ? 0.71 : 0.62;
        s.remove_prefix(length ? length : 1);
    }
    return em * font_size * (w == font_weight::bold ? 1.13 : 1);
}

/// Cut in the middle to fit, where it is too wide: names differ at both ends.
inline std::string shortened(const std::string& s, double font_size, double width,
                             font_weight w = font_weight::normal) {
    if (width_of(s, font_size, w) <= width) return s;
    std::vector<std::string> characters;
    for (std::string_view rest = s; !rest.empty();) {
        const std::size_t length = character_length(rest);
        characters.emplace_back(rest.substr(0, length ? length : 1));
        rest.remove_prefix(characters.back().size());
    }
    const double half = (width - font_size) / 2;
    std::string head, tail;
    for (std::size_t i = 0;
         i < characters.size() && width_of(head + characters[i], font_size, w) <= half; ++i)
        head += characters[i];
    for (std::size_t i = characters.size();
         i > 0 && width_of(characters[i - 1] + tail, font_size, w) <= half; --i)
        tail = characters[i - 1] + tail;
    return head + "\xE2\x80\xA6" + tail;
}

/// In lines that fit; words that do not are shortened. What is beyond `most` lines is cut off with
/// dots.
inline std::vector<std::string> wrapped(std::string_view s, double font_size, double width,
                                        std::size_t most) {
    std::vector<std::string> lines;
    while (!s.empty()) {
        const std::size_t end = s.find(' ');
        const std::string word = shortened(std::string(s.substr(0, end)), font_size, width);
        s = end == s.npos ? std::string_view() : s.substr(end + 1);
        if (word.empty()) continue;
        if (!lines.empty() && width_of(lines.back() + ' ' + word, font_size) <= width)
            lines.back() += ' ' + word;
        else lines.push_back(word);
    }
    if (lines.size() > most) {
        lines.resize(most);
        lines.back() += " \xE2\x80\xA6";
    }
    return lines;
}

}  // namespace slipway::cli::detail
