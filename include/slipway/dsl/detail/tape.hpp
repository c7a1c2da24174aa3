// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string_view>

#include <slipway/core/text.hpp>
#include <slipway/dsl/output.hpp>

namespace slipway::dsl::detail {

/// One step of what is written of objects: a member, or where a struct begins or ends. Literals are
/// pointed to, all other characters are in the tape's own. Without values by default: compilers
/// fill arrays of these with zeros at once then.
struct mark {
    enum class is : unsigned char {
        end,   ///< of a document, struct, map, list or item
        text,  ///< a member; `any_text` where its key is any text
        any_text,
        raw,  ///< a number, a truth value or JSON
        any_raw,
        open,     ///< a struct or map follows, up to its end
        nothing,  ///< a struct that is there and empty
        list,     ///< items follow, up to the list's end
        item,     ///< a struct's members follow, up to the item's end
        text_item,
        raw_item,
        /// an object: its kind and its name; its source, and its members up to its end, follow
        document,
        space,   ///< the same for a namespace
        source,  ///< the file as key; the line as size
    };
    const char* key;   ///< null where key and value are among the tape's characters
    const char* data;  ///< null where the value is among the tape's characters
    unsigned key_size;
    unsigned size;
    unsigned at;  ///< where the first of them is there
    is what;
};

/// What is written of objects in YAML and JSON, member by member: made in constant evaluation, so
/// that a program needs no code for its own definition, or at run time.
class tape {
public:
    /// One that grows.
    constexpr tape() = default;
    /// One that is written to what is given, as far as there is room; what does not fit is counted.
    constexpr tape(mark* marks, std::size_t room, char* characters, std::size_t characters_room)
        : marks_(marks), room_(room), grows_(false), characters_(characters, characters_room) {}
    tape(const tape&) = delete;
    constexpr ~tape() {
        if (grows_) delete[] marks_;
    }

    constexpr const mark* marks() const { return marks_; }
    constexpr std::size_t size() const { return size_; }
    constexpr std::string_view characters() const { return characters_.view(); }

    /// Without key or value.
    constexpr void add(mark::is what) { push({nullptr, nullptr, 0, 0, 0, what}); }
    /// With a key that is a literal.
    constexpr void add(mark::is what, std::string_view key) {
        push({key.data(), nullptr, size_of(key), 0, 0, what});
    }
    constexpr void add(mark::is what, std::string_view key, const core::text& value) {
        add(what, key.data(), size_of(key), value);
    }
    /// With a key that may have been computed.
    constexpr void add_any(mark::is what, const core::text& key, const core::text& value = {}) {
        if (!key.computed()) return add(what, key.data(), static_cast<unsigned>(key.size()), value);
        const unsigned at = keep(key);
        keep(value);
        push({nullptr, nullptr, size_of(key), size_of(value), at, what});
    }
    constexpr void add_source(const char* file, int line) {
        push({file, nullptr, 0, static_cast<unsigned>(line), 0, mark::is::source});
    }

private:
    constexpr void add(mark::is what, const char* key, unsigned key_size, const core::text& value) {
        const auto size = static_cast<unsigned>(value.size());
        if (value.computed()) push({key, nullptr, key_size, size, keep(value), what});
        else push({key, value.data(), key_size, size, 0, what});
    }
    static constexpr unsigned size_of(std::string_view s) {
        return static_cast<unsigned>(s.size());
    }
    constexpr unsigned keep(std::string_view s) {
        const auto at = static_cast<unsigned>(characters_.size());
        characters_ << s;
        return at;
    }
    constexpr void push(const mark& m) {
        if (size_ == room_ && grows_) grow();
        if (size_ < room_) marks_[size_] = m;
        ++size_;
    }
    constexpr void grow() {
        mark* const grown = new mark[room_ * 2 + 64]{};
        for (std::size_t i = 0; i < size_; ++i) grown[i] = marks_[i];
        delete[] marks_;
        marks_ = grown;
        room_ = room_ * 2 + 64;
    }

    mark* marks_ = nullptr;
    std::size_t size_ = 0, room_ = 0;
    bool grows_ = true;
    output characters_;
};

/// A tape to be read, from its first mark on.
class reel {
public:
    constexpr reel(const mark* marks, std::size_t size, const char* characters)
        : now_(marks), end_(marks + size), characters_(characters) {}
    constexpr explicit reel(const tape& of) : reel(of.marks(), of.size(), of.characters().data()) {}

    constexpr bool at_end() const { return now_ == end_; }
    constexpr const mark& next() { return *now_++; }
    constexpr std::string_view key(const mark& m) const {
        return m.key ? std::string_view(m.key, m.key_size)
                     : std::string_view(characters_ + m.at, m.key_size);
    }
    constexpr std::string_view value(const mark& m) const {
        if (m.data || !m.size) return {m.data, m.size};
        return {characters_ + m.at + (m.key ? 0 : m.key_size), m.size};
    }
    /// Passes what follows an opening, with its end.
    constexpr void skip() {
        for (std::size_t open = 1; open != 0;) {
            const mark::is what = next().what;
            if (what == mark::is::end) --open;
            else if (what == mark::is::open || what == mark::is::list || what == mark::is::item)
                ++open;
        }
    }

private:
    const mark* now_;
    const mark* end_;
    const char* characters_;
};

}  // namespace slipway::dsl::detail
