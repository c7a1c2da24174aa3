// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <slipway/core/base64.hpp>
#include <slipway/core/change.hpp>
#include <slipway/core/characters.hpp>
#include <slipway/core/clock.hpp>
#include <slipway/core/cron.hpp>
#include <slipway/core/described.hpp>
#include <slipway/core/duration.hpp>
#include <slipway/core/edit_distance.hpp>
#include <slipway/core/file_lock.hpp>
#include <slipway/core/fixed_string.hpp>
#include <slipway/core/fraction.hpp>
#include <slipway/core/int_or_string.hpp>
#include <slipway/core/list.hpp>
#include <slipway/core/map.hpp>
#include <slipway/core/name.hpp>
#include <slipway/core/no_broken_pipes.hpp>
#include <slipway/core/number_in.hpp>
#include <slipway/core/optional.hpp>
#include <slipway/core/owned_fd.hpp>
#include <slipway/core/parallel_for.hpp>
#include <slipway/core/quantity.hpp>
#include <slipway/core/random.hpp>
#include <slipway/core/raw.hpp>
#include <slipway/core/run_command.hpp>
#include <slipway/core/secret_file.hpp>
#include <slipway/core/selector.hpp>
#include <slipway/core/split.hpp>
#include <slipway/core/status.hpp>
#include <slipway/core/subscription.hpp>
#include <slipway/core/text.hpp>
#include <slipway/core/type_info.hpp>
#include <slipway/core/user_ids.hpp>
#include <slipway/core/utf8.hpp>
#include <slipway/core/yaml_scalar.hpp>
