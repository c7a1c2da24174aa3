// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <map>
#include <optional>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <slipway/core/number_in.hpp>
#include <slipway/core/read_file.hpp>
#include <slipway/core/secret_file.hpp>
#include <slipway/runtime/detail/image_files.hpp>
#include <slipway/runtime/detail/owned_fd.hpp>

namespace slipway::runtime::detail {

/// Which addresses of a network are taken, in a directory that several programs share: each address
/// is a file that the program which has it keeps locked, so that those of a killed one are free
/// again. Beside it lies what that one calls itself.
class address_book {
public:
    explicit address_book(std::filesystem::path directory) : directory_(std::move(directory)) {
        for (const char* part : {"taken", "names"})
            std::filesystem::create_directories(directory_ / part);
    }

    /// Alone among the programs, as long as the result lives.
    core::file_lock alone() const { return core::file_lock(directory_ / "lock", LOCK_EX); }

    /// A number from 1 to `last` but `never` that nobody has; the next after the one that was given
    /// last, since neighbours remember for a while who had an address. To be called `alone`, as the
    /// others.
    std::optional<unsigned> take(unsigned last, unsigned never = 0,
                                 const std::vector<std::string>& names = {}) {
        return take_from(1, last, never, names);
    }
    /// The same from `first` on.
    std::optional<unsigned> take_from(unsigned first, unsigned last, unsigned never,
                                      const std::vector<std::string>& names) {
        unsigned n = last_given();
        for (unsigned tries = first; tries <= last; ++tries) {
            n = n < first || n >= last ? first : n + 1;
            if (n == never || !take_one(n, names)) continue;
            note_last(n);
            return n;
        }
        return std::nullopt;
    }
    /// False where somebody has it.
    bool take_one(unsigned n, const std::vector<std::string>& names) {
        core::file_lock mine(file(n), LOCK_EX | LOCK_NB);
        if (!mine.held()) return false;
        std::error_code ignored;
        std::filesystem::remove(link_file(n), ignored);  // of one that was killed
        note(n, names);
        mine_.emplace(n, std::move(mine));
        return true;
    }
    /// One that is taken calls its link so.
    void note_link(unsigned n, const std::string& link) const {
        std::filesystem::create_directories(directory_ / "links");
        core::write_secret_file(link_file(n), link);
    }
    /// Nothing where it has said nothing. Of one that is not taken, that means nothing.
    std::optional<std::string> link(unsigned n) const { return core::read_file(link_file(n)); }
    /// One that is taken has other names from now on.
    void rename(unsigned n, const std::vector<std::string>& names) const { note(n, names); }
    void give_back(unsigned n) {
        std::error_code ignored;
        std::filesystem::remove(file(n), ignored);
        std::filesystem::remove(names_file(n), ignored);
        std::filesystem::remove(link_file(n), ignored);
        mine_.erase(n);
    }
    /// The names of those that are taken. To be called `alone`, as a look at a lock is in the way
    /// of those who take it.
    std::vector<std::pair<unsigned, std::vector<std::string>>> names() const {
        std::vector<std::pair<unsigned, std::vector<std::string>>> made;
        for (const auto& each : std::filesystem::directory_iterator(directory_ / "taken")) {
            const auto n = core::number_in<unsigned>(each.path().filename().string());
            if (!n || core::file_lock(each.path(), LOCK_SH | LOCK_NB).held()) continue;
            std::istringstream lines(core::read_file(names_file(*n)).value_or(""));
            auto& of = made.emplace_back(*n, std::vector<std::string>()).second;
            for (std::string line; std::getline(lines, line);) of.push_back(line);
        }
        std::sort(made.begin(), made.end());
        return made;
    }
    /// Whether no program has one. Removes what killed ones have left.
    bool empty() {
        for (const auto& each : std::filesystem::directory_iterator(directory_ / "taken")) {
            if (!core::file_lock(each.path(), LOCK_EX | LOCK_NB).held()) return false;
            std::error_code ignored;
            std::filesystem::remove(each.path(), ignored);
            std::filesystem::remove(directory_ / "names" / each.path().filename(), ignored);
        }
        return true;
    }

private:
    std::filesystem::path file(unsigned n) const {
        return directory_ / "taken" / std::to_string(n);
    }
    void note(unsigned n, const std::vector<std::string>& names) const {
        std::error_code ignored;
        std::filesystem::remove(names_file(n), ignored);  // of one that was killed
        std::string lines;
        for (const std::string& name : names) lines += name + '\n';
        if (!lines.empty()) core::write_secret_file(names_file(n), lines);
    }
    std::filesystem::path names_file(unsigned n) const {
        return directory_ / "names" / std::to_string(n);
    }
    std::filesystem::path link_file(unsigned n) const {
        return directory_ / "links" / std::to_string(n);
    }
    /// In its place: where a file takes that of another one, ext4 writes it to the disk first.
    /// Nothing depends on what is lost by a crash.
    void note_last(unsigned n) const {
        const owned_fd file(
            ::open((directory_ / "last").c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0600));
        char text[16];
        const int size = std::snprintf(text, sizeof text, "%-10u\n", n);
        if (!file || ::pwrite(file.get(), text, static_cast<std::size_t>(size), 0) != size)
            fail_with_errno("cannot write " + (directory_ / "last").string());
    }
    unsigned last_given() const {
        unsigned n = 0;
        if (const auto text = core::read_file(directory_ / "last"))
            std::sscanf(text->c_str(), "%u", &n);
        return n;
    }

    std::filesystem::path directory_;
    std::map<unsigned, core::file_lock> mine_;
};

}  // namespace slipway::runtime::detail
