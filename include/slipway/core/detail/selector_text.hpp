// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <slipway/core/selector.hpp>

namespace slipway::core {

namespace detail {

/// Reads the words of a selector from left to right.
class selector_reader {
public:
    explicit selector_reader(std::string_view s) : all_(s), rest_(s) { skip_blanks(); }

    bool done() const { return rest_.empty(); }
    bool take(std::string_view token) {
        if (!rest_.starts_with(token)) return false;
        rest_.remove_prefix(token.size());
        skip_blanks();
        return true;
    }
    std::string word() {
        std::size_t n = 0;
        while (n < rest_.size() &&
               std::string_view(" ,=!()").find(rest_[n]) == std::string_view::npos)
            ++n;
        std::string w(rest_.substr(0, n));
        rest_.remove_prefix(n);
        skip_blanks();
        return w;
    }
    [[noreturn]] void fail(const std::string& why) const {
        throw status_error(reason::bad_request,
                           "unable to parse selector '" + std::string(all_) + "': " + why);
    }

private:
    void skip_blanks() {
        while (!rest_.empty() && (rest_.front() == ' ' || rest_.front() == '\t'))
            rest_.remove_prefix(1);
    }
    std::string_view all_, rest_;
};

inline std::vector<std::string> selector_values(selector_reader& in) {
    if (!in.take("(")) in.fail("expected '(' after in or notin");
    std::vector<std::string> values;
    do values.push_back(in.word());
    while (in.take(","));
    if (!in.take(")")) in.fail("expected ')'");
    return values;
}

inline requirement label_requirement(selector_reader& in) {
    using op = requirement::op;
    if (in.take("!")) return {in.word(), op::does_not_exist, {}};
    std::string key = in.word();
    if (in.take("!=")) return {std::move(key), op::not_in, {in.word()}};
    if (in.take("==") || in.take("=")) return {std::move(key), op::in, {in.word()}};
    selector_reader ahead = in;
    const std::string verb = ahead.word();
    if (verb != "in" && verb != "notin") return {std::move(key), op::exists, {}};
    in = ahead;
    return {std::move(key), verb == "in" ? op::in : op::not_in, selector_values(in)};
}

inline requirement field_requirement(selector_reader& in) {
    using op = requirement::op;
    std::string key = in.word();
    if (in.take("!=")) return {std::move(key), op::not_in, {in.word()}};
    if (in.take("==") || in.take("=")) return {std::move(key), op::in, {in.word()}};
    in.fail("a field selector compares with =, == or !=");
}

}  // namespace detail

inline selector selector::parse(std::string_view s) {
    selector made;
    detail::selector_reader in(s);
    while (!in.done()) {
        requirement r = detail::label_requirement(in);
        if (!is_label_key(r.key)) in.fail("'" + r.key + "' is not a label key");
        for (const std::string& v : r.values)
            if (!is_label_value(v)) in.fail("'" + v + "' is not a label value");
        made.add(std::move(r));
        if (!in.done() && !in.take(",")) in.fail("expected ',' between requirements");
    }
    return made;
}

inline selector selector::parse_fields(std::string_view s) {
    selector made;
    detail::selector_reader in(s);
    while (!in.done()) {
        made.add(detail::field_requirement(in));
        if (!in.done() && !in.take(",")) in.fail("expected ',' between requirements");
    }
    return made;
}

inline std::string selector::str() const {
    std::string out;
    for (const requirement& r : all_) {
        if (!out.empty()) out += ',';
        const bool one = r.values.size() == 1;
        switch (r.operation) {
            case requirement::op::exists: out += r.key; continue;
            case requirement::op::does_not_exist: out += "!" + r.key; continue;
            case requirement::op::in: out += r.key + (one ? "=" : " in ("); break;
            case requirement::op::not_in: out += r.key + (one ? "!=" : " notin ("); break;
        }
        for (std::size_t i = 0; i < r.values.size(); ++i) out += (i ? "," : "") + r.values[i];
        if (!one) out += ')';
    }
    return out;
}

}  // namespace slipway::core
