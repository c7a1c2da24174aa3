// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <slipway/cli/apply.hpp>
#include <slipway/cli/delete_.hpp>
#include <slipway/cli/diff.hpp>
#include <slipway/cli/ending.hpp>
#include <slipway/cli/exit_code.hpp>
#include <slipway/cli/explain.hpp>
#include <slipway/cli/graph.hpp>
#include <slipway/cli/graph_dot.hpp>
#include <slipway/cli/graph_html.hpp>
#include <slipway/cli/graph_layout.hpp>
#include <slipway/cli/graph_mermaid.hpp>
#include <slipway/cli/graph_model.hpp>
#include <slipway/cli/graph_svg.hpp>
#include <slipway/cli/import.hpp>
#include <slipway/cli/import_crd.hpp>
#include <slipway/cli/progress.hpp>
#include <slipway/cli/run.hpp>
#include <slipway/cli/status.hpp>
#include <slipway/cli/tools.hpp>
#include <slipway/cli/up.hpp>
#include <slipway/cli/up_arguments.hpp>
#include <slipway/cli/wait.hpp>
#include <slipway/cli/write_files.hpp>
#include <slipway/cli/written_file.hpp>
