// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

// Stays out of the umbrella: a tenth of a second for those who write no sentences.

#include <slipway/dsl/build/builder.hpp>
#include <slipway/dsl/machine.hpp>

namespace slipway::dsl::build {

/// `build::node_pool("worker").cpu("2").memory("4Gi").pods(20).max(3)`
template <unsigned Missing>
class [[nodiscard]] node_pool_builder : public basic_words<node_pool_builder, NodePool, Missing>,
                                        public builder<node_pool_builder, NodePool, Missing> {
public:
    using builder<node_pool_builder, NodePool, Missing>::builder;

    /// What one node of it has: all at once, or one by one.
    constexpr node_pool_builder capacity(const Capacity& c) && {
        return this->edit().capacity = c, this->said();
    }
    constexpr node_pool_builder cpu(const quantity& q) && {
        return this->edit().capacity.cpu = q, this->said();
    }
    constexpr node_pool_builder memory(const dsl::memory& m) && {
        return this->edit().capacity.memory = m, this->said();
    }
    constexpr node_pool_builder pods(long most) && {
        return this->edit().capacity.pods = most, this->said();
    }
    /// How many nodes there are at least, and at most.
    constexpr node_pool_builder min(long nodes) && {
        return this->edit().min = nodes, this->said();
    }
    constexpr node_pool_builder max(long nodes) && {
        return this->edit().max = nodes, this->said();
    }
    /// Labels of its nodes.
    constexpr node_pool_builder label(const label_key& key, const label_value& value) && {
        return this->edit().labels.push_back({key, value}), this->said();
    }
    constexpr node_pool_builder labels(const dsl::labels& more) && {
        return detail::add_all(this->edit().labels, more), this->said();
    }
    constexpr node_pool_builder taint(const dsl::taint& t) && {
        return this->edit().taints.push_back(t), this->said();
    }
};
constexpr node_pool_builder<needs::nothing> node_pool(const name& called,
                                                      int line = __builtin_LINE(),
                                                      const char* file = __builtin_FILE()) {
    return begin_at<node_pool_builder<needs::nothing>>(called, line, file);
}
constexpr node_pool_builder<needs::nothing> node_pool(const NodePool& begun) {
    return node_pool_builder<needs::nothing>(begun);
}

/// `build::image("web:1").from(program("web"))`
template <unsigned Missing>
class [[nodiscard]] image_builder : public basic_words<image_builder, Image, Missing>,
                                    public builder<image_builder, Image, Missing> {
    using filled = image_builder<Missing & ~needs::a_source>;

public:
    using builder<image_builder, Image, Missing>::builder;

    /// What it holds: `program("path")`, `thisProgram()`, `busybox()` or `directory("path")`.
    constexpr filled from(const ImageSource& s) && {
        return this->edit().from = s, filled(this->taken());
    }
};
constexpr image_builder<needs::a_source> image(const dsl::image& called) {
    return image_builder<needs::a_source>(core::optional<Image>(Image{.name = called}));
}
constexpr image_builder<needs::nothing> image(const Image& begun) {
    return image_builder<needs::nothing>(begun);
}

}  // namespace slipway::dsl::build
