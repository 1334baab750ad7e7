// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/models/cellmodel.h"
#include "ui/widgets/banner.h"

#include <QWidget>

QT_BEGIN_NAMESPACE
class QLabel;
class QVBoxLayout;
QT_END_NAMESPACE

namespace evenhand {

class AnswerParts;
class BlockView;
class PlainTextView;

// One cell's answer: what each request brought, and what there is to say about how it ended. Errors are never part of the
// text.
class AnswerView : public QWidget
{
    Q_OBJECT
public:
    explicit AnswerView(const std::shared_ptr<CellModel> &cell, const Clock &clock, QWidget *parent = nullptr);

    const CellModel &cell() const { return *m_cell; }

    // What the model wrote, in the order in which it is read; parts that are folded are hidden.
    QList<BlockView *> parts() const;
    BlockView *textPart() const; // of the last request; null: there is none
    void readFolded();           // so that it can be searched
    void unfold(const BlockView *part);

    // As it came, without its look.
    bool isRaw() const { return m_raw; }
    void setRaw(bool raw);

signals:
    void changed(); // parts, their text, or how it ended

private:
    void refresh();
    void refreshParts(const Attempt &attempt);
    void refreshNotices(const Attempt &attempt);
    AnswerParts *partsOf(qsizetype request);
    void refreshSkeleton();
    void refreshWait();
    void refreshEnd();
    void refreshGoodEnd(const Attempt *attempt);
    void clear();
    Banner *note(Banner::Tone tone, const QString &title, const QString &sentence);

    std::shared_ptr<CellModel> m_cell;
    const Clock &m_clock;
    AttemptId m_attempt; // that is shown
    QVBoxLayout *m_layout;
    QList<AnswerParts *> m_parts; // for each request
    QWidget *m_skeleton;          // while the first token is waited for
    PlainTextView *m_wait;
    QString m_waitText;
    QLabel *m_notices = nullptr;
    Banner *m_end = nullptr;
    bool m_raw = false;
    QTimer m_patience; // what comes sooner needs no skeleton
    QTimer m_tick;     // while a wait counts down
};

} // namespace evenhand
