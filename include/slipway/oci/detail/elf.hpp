// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <elf.h>

#include <slipway/core/status.hpp>

namespace slipway::oci::detail {

/// What the dynamic linker reads of an ELF file (System V ABI, "Dynamic Linking").
struct elf_facts {
    std::uint16_t machine = 0;
    std::string interpreter{};  ///< empty for a static program or a library
    std::vector<std::string> needed{};
    std::string rpath{};
    std::string runpath{};
};

/// Reads 64-bit little-endian ELF; a file that claims more than it has throws `status_error`
/// (invalid).
class elf_reader {
public:
    explicit elf_reader(const std::filesystem::path& path)
        : path_(path), file_(path, std::ios::binary) {
        if (!file_)
            throw status_error(core::reason::not_found, "cannot read the program " + path.string());
    }

    /// Nothing for what is no 64-bit ELF file.
    std::optional<elf_facts> read() {
        char magic[EI_NIDENT] = {};
        file_.read(magic, sizeof magic);
        if (file_.gcount() != EI_NIDENT || std::memcmp(magic, ELFMAG, SELFMAG) != 0 ||
            magic[EI_CLASS] != ELFCLASS64 || magic[EI_DATA] != ELFDATA2LSB)
            return std::nullopt;
        const auto head = at<Elf64_Ehdr>(0);
        if (head.e_phentsize != sizeof(Elf64_Phdr))
            fail("its program headers have an unknown size");
        elf_facts made;
        made.machine = head.e_machine;
        for (std::uint64_t i = 0; i < head.e_phnum; ++i)
            segments_.push_back(at<Elf64_Phdr>(head.e_phoff + i * sizeof(Elf64_Phdr)));
        for (const auto& s : segments_) {
            if (s.p_type == PT_INTERP)
                made.interpreter = text(s.p_offset, std::min<std::uint64_t>(s.p_filesz, 4096));
            if (s.p_type == PT_DYNAMIC) read_dynamic(s, made);
        }
        return made;
    }

private:
    void read_dynamic(const Elf64_Phdr& s, elf_facts& made) {
        std::uint64_t strings = 0, size = 0;
        std::vector<Elf64_Dyn> entries;
        for (std::uint64_t i = 0; i < s.p_filesz / sizeof(Elf64_Dyn); ++i) {
            const auto d = at<Elf64_Dyn>(s.p_offset + i * sizeof(Elf64_Dyn));
            if (d.d_tag == DT_NULL) break;
            if (d.d_tag == DT_STRTAB) strings = d.d_un.d_ptr;
            if (d.d_tag == DT_STRSZ) size = d.d_un.d_val;
            if (i > 100'000) fail("its dynamic section is too large");
            entries.push_back(d);
        }
        const std::uint64_t table = entries.empty() ? 0 : offset_of(strings);
        const auto word = [&](const Elf64_Dyn& d) {
            if (d.d_un.d_val >= size) fail("a name lies outside of its string table");
            return text(table + d.d_un.d_val, std::min<std::uint64_t>(size - d.d_un.d_val, 4096));
        };
        for (const auto& d : entries) {
            if (d.d_tag == DT_NEEDED) made.needed.push_back(word(d));
            if (d.d_tag == DT_RPATH) made.rpath = word(d);
            if (d.d_tag == DT_RUNPATH) made.runpath = word(d);
        }
    }

    std::uint64_t offset_of(std::uint64_t address) const {
        for (const auto& s : segments_)
            if (s.p_type == PT_LOAD && address >= s.p_vaddr && address - s.p_vaddr < s.p_filesz)
                return s.p_offset + (address - s.p_vaddr);
        fail("its string table is in no segment");
    }

    template <class T>
    T at(std::uint64_t offset) {
        T made{};
        char bytes[sizeof(T)];
        seek(offset);
        if (!file_.read(bytes, sizeof bytes)) fail("it ends in the middle of a header");
        std::memcpy(&made, bytes, sizeof made);
        return made;
    }
    std::string text(std::uint64_t offset, std::uint64_t limit) {
        std::string made(limit, '\0');
        seek(offset);
        file_.read(made.data(), static_cast<std::streamsize>(limit));
        made.resize(static_cast<std::size_t>(file_.gcount()));
        file_.clear();
        return made.substr(0, made.find('\0'));
    }
    void seek(std::uint64_t offset) {
        if (offset > INT64_MAX) fail("an offset lies outside of the file");
        file_.clear();
        file_.seekg(static_cast<std::streamoff>(offset));
    }
    [[noreturn]] void fail(const std::string& why) const {
        throw status_error(core::reason::invalid, path_.string() + " is no sound ELF file: " + why);
    }

    std::filesystem::path path_;
    std::ifstream file_;
    std::vector<Elf64_Phdr> segments_;
};

}  // namespace slipway::oci::detail
