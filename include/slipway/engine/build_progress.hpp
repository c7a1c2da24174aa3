// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <functional>
#include <string>

namespace slipway::engine {

/// Something happened in a build.
struct build_event {
    enum kind {
        step,     ///< a step begins; `text` is how it was written
        cached,   ///< the step that began last was done by an earlier build
        output,   ///< a line that a command wrote
        warning,  ///< a sentence
    } what = step;
    std::size_t number = 0;  ///< of the step, from 1 on
    std::size_t count = 0;   ///< how many steps there are
    bool to_error = false;   ///< the command wrote it to its standard error
    std::string text{};
};
using build_sink = std::function<void(const build_event&)>;

/// The line for a terminal or a log: `STEP 2/7: RUN make`, of a long or many-lined step the
/// beginning.
inline std::string to_line(const build_event& e) {
    switch (e.what) {
        case build_event::output: return e.text;
        case build_event::cached: return "  done by an earlier build";
        case build_event::warning: return "warning: " + e.text;
        case build_event::step: break;
    }
    std::string shown = e.text.substr(0, e.text.find('\n'));
    if (shown.size() > 200) shown.resize(200);
    return "STEP " + std::to_string(e.number) + '/' + std::to_string(e.count) + ": " + shown +
           (shown.size() < e.text.size() ? " ..." : "");
}

}  // namespace slipway::engine
