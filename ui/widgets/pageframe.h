// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QWidget>

QT_BEGIN_NAMESPACE
class QHBoxLayout;
class QPushButton;
class QVBoxLayout;
QT_END_NAMESPACE

namespace evenhand {

class ElidedLabel;

// What every page stands in: a context list at the left, which can be folded away, and the page under a bar with its
// title. The order of focus is list, bar, body.
class PageFrame : public QWidget
{
    Q_OBJECT
public:
    explicit PageFrame(const QString &contextTitle, QWidget *parent = nullptr);

    void setTitle(const QString &title);
    QString title() const;

    // Beside the context list's title, for its actions.
    QHBoxLayout *contextHead() const { return m_contextHead; }
    // Under it: a filter and the list. The list goes to both edges.
    QVBoxLayout *contextBody() const { return m_contextBody; }
    // After the title: chips, then a stretch of the page's own, then actions.
    QHBoxLayout *bar() const { return m_bar; }
    // Under the bar, to all edges.
    QVBoxLayout *body() const { return m_body; }

    bool isContextVisible() const;
    void setContextVisible(bool visible);

private:
    QWidget *m_context;
    QHBoxLayout *m_contextHead;
    QVBoxLayout *m_contextBody;
    ElidedLabel *m_title;
    QHBoxLayout *m_bar;
    QVBoxLayout *m_body;
};

// A page, or a part of one, that has nothing to show yet: a sentence and what can be done.
class EmptyState : public QWidget
{
    Q_OBJECT
public:
    // No button where action is empty.
    EmptyState(const QString &sentence, const QString &action = {}, QWidget *parent = nullptr);

    QPushButton *addAction(const QString &text); // beside the ones before it

signals:
    void triggered(); // the first one

private:
    QHBoxLayout *m_actions;
};

} // namespace evenhand
