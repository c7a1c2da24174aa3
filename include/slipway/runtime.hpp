// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <slipway/runtime/any_runtime.hpp>
#include <slipway/runtime/choose.hpp>
#include <slipway/runtime/clear_network.hpp>
#include <slipway/runtime/command_line.hpp>
#include <slipway/runtime/concepts.hpp>
#include <slipway/runtime/cpu_list.hpp>
#include <slipway/runtime/descriptor_passing.hpp>
#include <slipway/runtime/docker.hpp>
#include <slipway/runtime/documents.hpp>
#include <slipway/runtime/enter_user_namespace.hpp>
#include <slipway/runtime/hardware_address.hpp>
#include <slipway/runtime/image.hpp>
#include <slipway/runtime/image_pull_policy.hpp>
#include <slipway/runtime/image_store.hpp>
#include <slipway/runtime/in_network.hpp>
#include <slipway/runtime/kept.hpp>
#include <slipway/runtime/linux.hpp>
#include <slipway/runtime/log_file.hpp>
#include <slipway/runtime/memory.hpp>
#include <slipway/runtime/namespace_choice.hpp>
#include <slipway/runtime/network.hpp>
#include <slipway/runtime/owner_in.hpp>
#include <slipway/runtime/oci.hpp>
#include <slipway/runtime/port_words.hpp>
#include <slipway/runtime/process.hpp>
#include <slipway/runtime/rootless_surroundings.hpp>
#include <slipway/runtime/shim.hpp>
#include <slipway/runtime/stop_signal.hpp>
#include <slipway/runtime/sysctl.hpp>
#include <slipway/runtime/time_zone.hpp>
#include <slipway/runtime/tmpfs_words.hpp>
#include <slipway/runtime/types.hpp>
#include <slipway/runtime/ulimit_words.hpp>
#include <slipway/runtime/upkeep.hpp>
