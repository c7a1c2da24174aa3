// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <slipway/core/name.hpp>

namespace slipway::net {

/// Header fields in their order; names do not tell upper from lower case (RFC 9110, section 5.1).
class headers {
public:
    headers() = default;
    headers(std::initializer_list<std::pair<std::string, std::string>> fields) : fields_(fields) {}

    void add(std::string name, std::string value) {
        fields_.emplace_back(std::move(name), std::move(value));
    }
    /// The first field of that name; empty where there is none.
    std::string_view operator[](std::string_view name) const {
        for (const auto& [known, value] : fields_)
            if (same(known, name)) return value;
        return {};
    }
    bool contains(std::string_view name) const {
        for (const auto& [known, value] : fields_)
            if (same(known, name)) return true;
        return false;
    }
    auto begin() const { return fields_.begin(); }
    auto end() const { return fields_.end(); }

    static bool same(std::string_view a, std::string_view b) {
        if (a.size() != b.size()) return false;
        for (std::size_t i = 0; i < a.size(); ++i)
            if (core::to_lower(a[i]) != core::to_lower(b[i])) return false;
        return true;
    }

private:
    std::vector<std::pair<std::string, std::string>> fields_;
};

/// Who a verified client certificate says that it is.
struct identity {
    std::string common_name;
    std::vector<std::string> organizations;
};

struct request {
    std::string method{};
    std::string target{};  ///< path and query, as sent
    net::headers headers{};
    std::string body{};
    std::optional<identity> client{};  ///< of a certificate that the server's client CA has signed
};

struct response {
    int status = 200;
    net::headers headers{};
    std::string body{};
};

}  // namespace slipway::net
