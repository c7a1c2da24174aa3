// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <string>

#include <stdlib.h>
#include <unistd.h>

#include <slipway/core/read_file.hpp>
#include <slipway/oci/remove_tree.hpp>

/// A directory that is gone when the test ends.
class scratch_directory {
public:
    scratch_directory() {
        std::string made =
            (std::filesystem::temp_directory_path() / "slipway-test-XXXXXX").string();
        if (!::mkdtemp(made.data())) throw std::runtime_error("cannot make a scratch directory");
        path_ = made;
    }
    scratch_directory(const scratch_directory&) = delete;
    scratch_directory& operator=(const scratch_directory&) = delete;
    ~scratch_directory() {
        try {
            slipway::oci::remove_tree(path_);
        } catch (const slipway::status_error&) {
        }
    }

    const std::filesystem::path& path() const { return path_; }
    std::filesystem::path operator/(const std::string& name) const { return path_ / name; }

    static void write(const std::filesystem::path& file, const std::string& content) {
        std::filesystem::create_directories(file.parent_path());
        std::ofstream(file, std::ios::binary) << content;
    }
    static std::string read(const std::filesystem::path& file) {
        return slipway::core::read_file(file).value_or("");
    }

private:
    std::filesystem::path path_;
};
