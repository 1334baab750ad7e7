// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/core/prompttools.h"

#include <QWidget>

QT_BEGIN_NAMESPACE
class QAction;
class QLabel;
class QMenu;
class QPushButton;
class QSpinBox;
QT_END_NAMESPACE

namespace evenhand {

class AttachmentList;
class GrowingEdit;
class VariablesPanel;

// Where the prompt is written: user part, system part, values of the variables, attachments, tools, answer format, repeats; and
// the one
// primary button, which sends or, while anything runs, stops.
class Composer : public QWidget
{
    Q_OBJECT
public:
    explicit Composer(QWidget *parent = nullptr);

    PromptText prompt() const;
    void setPrompt(const PromptText &prompt);
    void clearUserPart(); // after it was sent: system part and variables stay for the next turn
    int repeats() const;
    void setRepeats(int repeats);

    void setTargets(int targets);
    void setRunning(int cells);
    void setDoubts(const QStringList &sentences); // said beside the prompt; it can be sent all the same
    void setBlocked(const QString &reason); // nothing can be sent; empty: it can
    void setPromptMenu(QMenu *menu);

    // For the page's list of actions.
    QList<QAction *> shortcuts() const { return m_shortcuts; }

public slots:
    void focusPrompt();
    void send(); // as the button does
    void chooseFiles();
    void editTools();
    void editFormat();

signals:
    void sendRequested();
    void stopAllRequested();
    void changed(); // anything that is kept as the draft

private:
    QWidget *makeRow();
    QMenu *makeToolsMenu();
    void addShortcuts();
    void promptChanged();
    void toggleSystem(bool shown);
    void toggleVariables(bool shown);
    void refresh();
    QString sendText() const;
    QString toolsText() const;

    GrowingEdit *m_system;
    QLabel *m_systemLabel;
    GrowingEdit *m_user;
    VariablesPanel *m_variables;
    AttachmentList *m_attachments;
    QPushButton *m_systemButton;
    QPushButton *m_variablesButton;
    QPushButton *m_attachButton;
    QPushButton *m_toolsButton;
    QPushButton *m_promptsButton;
    QSpinBox *m_repeats;
    QLabel *m_doubts;
    QLabel *m_hint;
    QPushButton *m_send;
    QList<QAction *> m_shortcuts;
    ToolSet m_tools;
    std::optional<AnswerFormat> m_format;
    int m_targets = 0;
    int m_running = 0;
    QString m_blocked;
};

} // namespace evenhand
