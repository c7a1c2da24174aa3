// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <slipway/engine/build.hpp>
#include <slipway/engine/build_context.hpp>
#include <slipway/engine/build_image.hpp>
#include <slipway/engine/build_progress.hpp>
#include <slipway/engine/commit.hpp>
#include <slipway/engine/container.hpp>
#include <slipway/engine/container_changes.hpp>
#include <slipway/engine/container_networks.hpp>
#include <slipway/engine/container_words.hpp>
#include <slipway/engine/containers.hpp>
#include <slipway/engine/copy_files.hpp>
#include <slipway/engine/directory_bytes.hpp>
#include <slipway/engine/disk_usage.hpp>
#include <slipway/engine/docker_word.hpp>
#include <slipway/engine/event_document.hpp>
#include <slipway/engine/export_files.hpp>
#include <slipway/engine/image_history.hpp>
#include <slipway/engine/image_words.hpp>
#include <slipway/engine/images.hpp>
#include <slipway/engine/import_image.hpp>
#include <slipway/engine/in_words.hpp>
#include <slipway/engine/inspect_container.hpp>
#include <slipway/engine/inspect_image.hpp>
#include <slipway/engine/inspect_network.hpp>
#include <slipway/engine/network.hpp>
#include <slipway/engine/network_event.hpp>
#include <slipway/engine/networks.hpp>
#include <slipway/engine/processes.hpp>
#include <slipway/engine/push_options.hpp>
#include <slipway/engine/security_option.hpp>
#include <slipway/engine/shim.hpp>
#include <slipway/engine/transfer.hpp>
#include <slipway/engine/volumes.hpp>
#include <slipway/engine/written_bytes.hpp>
