// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/core/prompt.h"

#include <QMenu>

namespace evenhand {

class Workspace;

// The prompts that were saved by name, to take one up, and a way to save the present one.
class PromptMenu : public QMenu
{
    Q_OBJECT
public:
    // present: the prompt as it is written now.
    PromptMenu(Workspace &workspace, std::function<PromptText()> present, QWidget *parent = nullptr);

signals:
    void chosen(const evenhand::PromptText &prompt);
    void failed(const evenhand::Error &error);

private:
    void fill();
    void choose(const Prompt &prompt);
    void saveAs();
    void save(const QString &name);

    Workspace &m_workspace;
    std::function<PromptText()> m_present;
    QString m_lastName;
};

} // namespace evenhand
