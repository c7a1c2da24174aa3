// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <exception>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <archive.h>
#include <archive_entry.h>

#include <slipway/core/status.hpp>
#include <slipway/oci/stream.hpp>

namespace slipway::oci::detail {

struct archive_closer {
    void operator()(archive* a) const { archive_free(a); }
};
struct entry_closer {
    void operator()(archive_entry* e) const { archive_entry_free(e); }
};
using entry_handle = std::unique_ptr<archive_entry, entry_closer>;

inline std::string archive_error(archive* a) {
    const char* text = archive_error_string(a);
    return text ? text : "unknown error";
}

/// An archive that is read from a stream. What the stream throws comes out of the call that pulled.
class archive_reader {
public:
    /// `what` it is, for messages.
    explicit archive_reader(byte_source source, const char* what = "the layer")
        : source_(std::move(source)), what_(what), handle_(archive_read_new()) {
        if (!handle_) throw std::bad_alloc();
    }
    archive_reader(const archive_reader&) = delete;
    archive_reader& operator=(const archive_reader&) = delete;

    archive* get() const noexcept { return handle_.get(); }
    void open() { check(archive_read_open(get(), this, nullptr, &pull, nullptr)); }

    /// Throws where `result` is a failure; warnings are about names in other character sets and are
    /// no failures.
    int check(int result) {
        if (failure_) std::rethrow_exception(std::exchange(failure_, nullptr));
        if (result < ARCHIVE_WARN)
            throw status_error(core::reason::invalid,
                               std::string(what_) + " cannot be read: " + archive_error(get()));
        return result;
    }

private:
    static la_ssize_t pull(archive* a, void* self, const void** bytes) {
        auto& reader = *static_cast<archive_reader*>(self);
        try {
            *bytes = reader.buffer_.data();
            return static_cast<la_ssize_t>(reader.source_(reader.buffer_));
        } catch (...) {
            reader.failure_ = std::current_exception();
            archive_set_error(a, EIO, "the stream broke");
            return -1;
        }
    }

    byte_source source_;
    const char* what_;
    std::vector<char> buffer_ = std::vector<char>(stream_buffer_size);
    std::exception_ptr failure_;
    std::unique_ptr<archive, archive_closer> handle_;
};

/// An archive that is written to a stream.
class archive_writer {
public:
    explicit archive_writer(byte_sink sink, const char* what = "the layer")
        : sink_(std::move(sink)), what_(what), handle_(archive_write_new()) {
        if (!handle_) throw std::bad_alloc();
    }
    archive_writer(const archive_writer&) = delete;
    archive_writer& operator=(const archive_writer&) = delete;

    archive* get() const noexcept { return handle_.get(); }
    void open() {
        check(archive_write_set_bytes_per_block(get(), static_cast<int>(stream_buffer_size)));
        check(archive_write_set_bytes_in_last_block(get(), 1));
        check(archive_write_open(get(), this, nullptr, &push, nullptr));
    }
    void data(std::string_view bytes) {
        while (!bytes.empty()) {
            const la_ssize_t n = archive_write_data(get(), bytes.data(), bytes.size());
            check(n < 0 ? ARCHIVE_FATAL : ARCHIVE_OK);
            if (n == 0)
                throw status_error(core::reason::invalid, "a file grew while it was packed");
            bytes.remove_prefix(static_cast<std::size_t>(n));
        }
    }
    void close() { check(archive_write_close(get())); }

    void check(int result) {
        if (failure_) std::rethrow_exception(std::exchange(failure_, nullptr));
        if (result < ARCHIVE_WARN)
            throw status_error(core::reason::internal_error,
                               std::string(what_) + " cannot be written: " + archive_error(get()));
    }

private:
    static la_ssize_t push(archive* a, void* self, const void* bytes, std::size_t size) {
        auto& writer = *static_cast<archive_writer*>(self);
        if (writer.failure_) return static_cast<la_ssize_t>(size);
        try {
            writer.sink_({static_cast<const char*>(bytes), size});
        } catch (...) {
            writer.failure_ = std::current_exception();
            archive_set_error(a, EIO, "the stream broke");
            return -1;
        }
        return static_cast<la_ssize_t>(size);
    }

    byte_sink sink_;
    const char* what_;
    std::exception_ptr failure_;
    std::unique_ptr<archive, archive_closer> handle_;
};

}  // namespace slipway::oci::detail
