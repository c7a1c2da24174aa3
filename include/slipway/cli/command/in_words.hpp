// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

// Stays out of the umbrella: it is for the slipway command.

#include <slipway/engine/in_words.hpp>

namespace slipway::cli::command {

using engine::ago;
using engine::duration_in_words;
using engine::id_in_words;
using engine::size_in_words;

}  // namespace slipway::cli::command
