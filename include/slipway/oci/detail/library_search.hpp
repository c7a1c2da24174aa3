// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <slipway/core/read_file.hpp>
#include <slipway/core/status.hpp>
#include <slipway/oci/detail/elf.hpp>

namespace slipway::oci::detail {

/// Library names and their paths from `/etc/ld.so.cache` (glibc's format since 2.2), those for
/// plain machines only. A cache that is absent or in another form gives none: the usual directories
/// are searched anyway.
inline std::multimap<std::string, std::string> read_library_cache(
    const std::filesystem::path& path) {
    std::multimap<std::string, std::string> made;
    const std::string all = core::read_file(path).value_or("");
    static constexpr std::string_view magic = "glibc-ld.so.cache1.1";
    static constexpr std::size_t head = 48, row = 24;
    const std::size_t base = all.find(magic);  // an old-form table may stand before it
    if (base == std::string::npos || all.size() - base < head) return made;
    const auto number = [&](std::size_t at) {
        std::uint32_t n = 0;
        std::memcpy(&n, all.data() + at, sizeof n);
        return n;
    };
    const auto text = [&](std::size_t at) {
        return at < all.size() - base ? std::string(all.c_str() + base + at) : std::string();
    };
    const std::size_t count =
        std::min<std::size_t>(number(base + 20), (all.size() - base - head) / row);
    for (std::size_t i = 0; i < count; ++i) {
        const std::size_t at = base + head + i * row;
        const bool special =
            number(at + 16) != 0 || number(at + 20) != 0;  // for machines with more features
        if (!special) made.emplace(text(number(at + 4)), text(number(at + 8)));
    }
    return made;
}

/// Finds the libraries that a program loads, in the order of the dynamic linker (ld.so(8)):
/// DT_RPATH of the chain that loads, LD_LIBRARY_PATH left out, DT_RUNPATH, the cache, the default
/// directories.
class library_search {
public:
    /// Name as needed, and where it is; each once.
    std::map<std::string, std::filesystem::path> all_of(const std::filesystem::path& program,
                                                        const elf_facts& facts) {
        machine_ = facts.machine;
        visit(program, facts, {});
        return found_;
    }

    static std::vector<std::string> default_directories(std::uint16_t machine) {
        std::string triplet;
        if (machine == EM_X86_64) triplet = "x86_64-linux-gnu";
        if (machine == EM_AARCH64) triplet = "aarch64-linux-gnu";
        if (machine == EM_RISCV) triplet = "riscv64-linux-gnu";
        if (machine == EM_PPC64) triplet = "powerpc64le-linux-gnu";
        std::vector<std::string> made;
        if (!triplet.empty()) made = {"/lib/" + triplet, "/usr/lib/" + triplet};
        made.insert(made.end(), {"/lib64", "/usr/lib64", "/lib", "/usr/lib"});
        return made;
    }

private:
    using directories = std::vector<std::string>;

    void visit(const std::filesystem::path& file, const elf_facts& facts, directories inherited) {
        directories own = facts.runpath.empty() ? split(facts.rpath, file) : directories();
        own.insert(own.end(), inherited.begin(), inherited.end());
        const directories first = facts.runpath.empty() ? own : split(facts.runpath, file);
        for (const auto& name : facts.needed) {
            if (found_.count(name)) continue;
            const auto path = locate(name, first);
            if (path.empty())
                throw status_error(core::reason::not_found,
                                   file.string() + " needs the library " + name +
                                       ", which is not installed on this machine");
            found_.emplace(name, path);
            if (const auto below = elf_reader(path).read()) visit(path, *below, own);
        }
    }

    std::filesystem::path locate(const std::string& name, const directories& first) {
        if (name.find('/') != std::string::npos) return fits(name) ? name : "";
        for (const auto& dir : first)
            if (auto path = dir + "/" + name; fits(path)) return path;
        if (!cache_read_) cache_ = read_library_cache("/etc/ld.so.cache"), cache_read_ = true;
        const auto [begin, end] = cache_.equal_range(name);
        for (auto at = begin; at != end; ++at)
            if (fits(at->second)) return at->second;
        for (const auto& dir : default_directories(machine_))
            if (auto path = dir + "/" + name; fits(path)) return path;
        return {};
    }

    bool fits(const std::filesystem::path& path) const {
        std::error_code none;
        if (!std::filesystem::is_regular_file(path, none)) return false;
        const auto facts = elf_reader(path).read();
        return facts && facts->machine == machine_;
    }

    static directories split(std::string_view list, const std::filesystem::path& file) {
        directories made;
        while (!list.empty()) {
            const auto colon = std::min(list.find(':'), list.size());
            std::string dir(list.substr(0, colon));
            list.remove_prefix(std::min(colon + 1, list.size()));
            const auto put = [&](std::string_view variable, const std::string& value) {
                for (auto at = dir.find(variable); at != std::string::npos;
                     at = dir.find(variable, at + value.size()))
                    dir.replace(at, variable.size(), value);
            };
            const std::string origin = std::filesystem::absolute(file).parent_path().string();
            put("${ORIGIN}", origin);
            put("$ORIGIN", origin);
            put("$LIB", "lib");
            if (!dir.empty())
                made.push_back(std::filesystem::path(dir).lexically_normal().string());
        }
        return made;
    }

    std::uint16_t machine_ = 0;
    std::map<std::string, std::filesystem::path> found_;
    std::multimap<std::string, std::string> cache_;
    bool cache_read_ = false;
};

}  // namespace slipway::oci::detail
