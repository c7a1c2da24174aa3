// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdio>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <utility>

#include <sys/file.h>

#include <slipway/runtime/detail/image_files.hpp>

namespace slipway::runtime::detail {

/// Which addresses of a network are taken, in a directory that several programs share: each address is a file that the
/// program which has it keeps locked, so that those of a killed one are free again.
class address_book {
public:
    explicit address_book(std::filesystem::path directory) : directory_(std::move(directory)) {
        std::filesystem::create_directories(directory_ / "taken");
    }

    /// Alone among the programs, as long as the result lives.
    core::file_lock alone() const { return core::file_lock(directory_ / "lock", LOCK_EX); }

    /// A number from 1 to `last` that nobody has; the next after the one that was given last, since neighbours remember for a while who
    /// had an address. To be called `alone`, as the others.
    std::optional<unsigned> take(unsigned last) {
        unsigned n = last_given();
        for (unsigned tries = 0; tries < last; ++tries) {
            n = n % last + 1;
            core::file_lock mine(file(n), LOCK_EX | LOCK_NB);
            if (!mine.held()) continue;
            replace_file(directory_ / "last", std::to_string(n));
            mine_.emplace(n, std::move(mine));
            return n;
        }
        return std::nullopt;
    }
    void give_back(unsigned n) {
        std::error_code ignored;
        std::filesystem::remove(file(n), ignored);
        mine_.erase(n);
    }
    /// Whether no program has one. Removes what killed ones have left.
    bool empty() {
        for (const auto& each : std::filesystem::directory_iterator(directory_ / "taken")) {
            if (!core::file_lock(each.path(), LOCK_EX | LOCK_NB).held()) return false;
            std::error_code ignored;
            std::filesystem::remove(each.path(), ignored);
        }
        return true;
    }

private:
    std::filesystem::path file(unsigned n) const { return directory_ / "taken" / std::to_string(n); }
    unsigned last_given() const {
        unsigned n = 0;
        if (const auto text = read_small_file(directory_ / "last")) std::sscanf(text->c_str(), "%u", &n);
        return n;
    }

    std::filesystem::path directory_;
    std::map<unsigned, core::file_lock> mine_;
};

}  // namespace slipway::runtime::detail
