// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <slipway/apiserver/kinds/age.hpp>
#include <slipway/apiserver/kinds/checks.hpp>

namespace slipway::apiserver::kinds {

inline void check_service_account(const json::value& account, const json::value*, errors& found) {
    check_metadata(account, found);
}

inline constexpr column service_account_columns[] = {
    {"Name", "string", "name", "Name of the account", 0},
    {"Secrets", "string", "", "Number of its secrets", 0},
    {"Age", "string", "", "Time since the creation", 0},
};
inline void print_service_account(const json::value& account, core::time_source::wall_time now,
                                  cells& out) {
    const json::value& listed = part(account, "secrets");
    out = {name_of(account), std::to_string(listed.is_array() ? listed.size() : 0),
           age_of(account, now)};
}

inline constexpr kind_row service_accounts{"",
                                           "serviceaccounts",
                                           nullptr,
                                           check_service_account,
                                           nullptr,
                                           nullptr,
                                           service_account_columns,
                                           print_service_account,
                                           {},
                                           nullptr,
                                           true};

}  // namespace slipway::apiserver::kinds
