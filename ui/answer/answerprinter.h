// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/core/answer.h"
#include "ui/answer/blockstack.h"

#include <memory>
#include <vector>

QT_BEGIN_NAMESPACE
class QPainter;
class QPrinter;
QT_END_NAMESPACE

namespace evenhand {

// What there is to say of an answer on paper. No letter: that is a place in a lineup, and the paper is read without it.
struct AnswerSheet
{
    QString model;
    QString channel;
    QString system; // as it was sent
    QString prompt; // likewise
    Attempt attempt;
};

// An answer laid out on pages: what was asked, the answer, what came beside it. Pages break between lines.
class AnswerPrinter
{
public:
    // `page`: the room on one, in pixels.
    AnswerPrinter(const AnswerSheet &sheet, const QSize &page);
    ~AnswerPrinter();
    Q_DISABLE_COPY_MOVE(AnswerPrinter)

    int pages() const { return int(m_pages.size()); }
    void paint(QPainter &painter, int page);

private:
    struct Section;
    // What of a section is on a page, from one height of its blocks to another.
    struct Slice
    {
        Section *section = nullptr;
        int y = 0; // on the page
        int top = 0;
        int bottom = 0;
    };

    void addSection(const QString &title, const QString &text, AnswerReader::Mode mode, Theme::Face face);
    void addAnswer(const Answer &answer, const QList<ToolResult> &results);
    void flow(Section &section);
    void paintHead(QPainter &painter) const;
    void paintFoot(QPainter &painter, int page) const;
    void paintSlice(QPainter &painter, const Slice &slice) const;

    const AnswerSheet m_sheet;
    const QSize m_page;
    int m_y = 0; // where the next slice begins on the last page
    std::vector<std::unique_ptr<Section>> m_sections;
    QList<QList<Slice>> m_pages;
};

// Both return the number of pages.
Result<int> printAnswer(const AnswerSheet &sheet, QPrinter &printer);
// Where there is a file of this name it is replaced as a whole, or left as it was.
Result<int> saveAnswerAsPdf(const AnswerSheet &sheet, const QString &path);

} // namespace evenhand
