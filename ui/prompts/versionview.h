// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/core/prompt.h"
#include "app/text/block.h"

#include <QScrollArea>

QT_BEGIN_NAMESPACE
class QLabel;
QT_END_NAMESPACE

namespace evenhand {

class BlockView;

// One version of a prompt as it was written: its number, its system part if it has one, its text.
class VersionView : public QScrollArea
{
    Q_OBJECT
public:
    explicit VersionView(QWidget *parent = nullptr);

    void setVersion(const PromptVersion &version);
    // What is said and asked, each a list of blocks.
    QList<QList<Block>> parts() const;
    // Marks what the other version has not, part by part.
    void setMarks(const QList<QList<TextRange>> &parts);
    BlockView *text() const { return m_text; }

signals:
    void completed(); // a long text is read to its end: parts() is all of it

private:
    QLabel *m_number;
    QLabel *m_systemTitle;
    BlockView *m_system;
    BlockView *m_text;
};

} // namespace evenhand
