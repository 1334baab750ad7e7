// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/models/cellmodel.h"

namespace evenhand {

// A cell as if it had come from a run, without one.
class AnswerCell
{
public:
    explicit AnswerCell(const Answer &answer, LaneState state = LaneState::Done)
    {
        const Attempt attempt{.id = AttemptId::create(), .state = state, .answer = answer};
        model = std::make_shared<CellModel>(Cell{.id = CellId::create(), .state = state, .attempts = {attempt}});
    }

    void say(const QString &text) { tell(LaneOutput{.event = TextDelta{.text = text}}); }
    void think(const QString &text) { tell(LaneOutput{.event = ReasoningDelta{.text = text}}); }
    void goOn(const QList<ToolResult> &results)
    {
        tell(RoundStarted{.results = results, .total = {}, .queue = {}});
        tell(LaneStateChanged{.state = LaneState::Waiting, .reason = WaitReason::Answer});
    }
    void end()
    {
        tell(LaneOutput{.event = Stopped{.reason = StopReason::Stop, .raw = {}}});
        tell(AttemptEnded{.state = LaneState::Done});
        tell(LaneStateChanged{.state = LaneState::Done});
    }

    std::shared_ptr<CellModel> model;

private:
    template<typename What>
    void tell(const What &what)
    {
        model->apply({.cell = model->cell().id, .what = what}, Clock().now());
        emit model->changed();
    }
};

} // namespace evenhand
