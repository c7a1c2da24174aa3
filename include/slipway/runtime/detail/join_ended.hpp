// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

namespace slipway::runtime::detail {

/// Removes those of a list whose thread has said that it has `ended`. Only who adds to the list
/// calls it.
template <class Conversations>
void join_ended(Conversations& all) {
    for (auto at = all.begin(); at != all.end();) {
        const auto now = at++;
        if (!now->ended) continue;
        now->thread.join();
        all.erase(now);
    }
}

}  // namespace slipway::runtime::detail
