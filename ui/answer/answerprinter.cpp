// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/answer/answerprinter.h"

#include "app/text/prettyjson.h"
#include "app/text/visibletext.h"
#include "ui/models/format.h"

#include <QCoreApplication>
#include <QGuiApplication>
#include <QPainter>
#include <QPdfWriter>
#include <QPrinter>
#include <QSaveFile>
#include <QScreen>

using namespace Qt::StringLiterals;

namespace evenhand {
namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(evenhand::AnswerPrinter)
};

constexpr int footHeight = 28;
constexpr int sectionGap = 20;
constexpr qreal margin = 18; // millimetres

int titleHeight()
{
    return QFontMetrics(Theme::font(Theme::Face::Strong)).height() + Theme::step;
}

// What is said under the model's name, a line each.
QStringList factsOf(const AnswerSheet &sheet)
{
    const Attempt &attempt = sheet.attempt;
    QStringList lines{QStringList{visibleText(sheet.channel),
                                  QLocale().toString(attempt.started.toLocalTime(), QLocale::LongFormat),
                                  Format::state(attempt.state)}
                          .join(u" · "_s)};
    QStringList times;
    if (const std::optional<Duration> first = attempt.firstToken())
        times.append(Text::tr("first token %1").arg(Format::duration(*first)));
    if (const std::optional<double> rate = attempt.timing.tokensPerSecond(attempt.answer.usage))
        times.append(Text::tr("%1 tok/s").arg(Format::rate(*rate)));
    if (const std::optional<Duration> total = attempt.total())
        times.append(Text::tr("%1 in all").arg(Format::duration(*total)));
    if (!attempt.rounds.isEmpty())
        times.append(Text::tr("%1 requests").arg(Format::count(attempt.rounds.size() + 1)));
    if (!times.isEmpty())
        lines.append(times.join(u" · "_s));
    QStringList tokens;
    if (const std::optional<Usage> usage = attempt.usage()) {
        for (const auto &[bucket, number] : Format::usage(*usage))
            tokens.append(u"%1 %2"_s.arg(bucket, number));
    }
    lines.append(tokens.isEmpty() ? Text::tr("tokens not reported")
                                  : Text::tr("tokens: %1").arg(tokens.join(u" · "_s)));
    return lines;
}

// Of a block that does not fit: how much of it can be above, in the item's coordinates; 0: nothing. Lines stay whole, rows
// of tables too.
int breakAbove(const Block &block, const BlockItem &item, int y)
{
    const qsizetype length = flatLength(block);
    qsizetype offset = item.offsetAt(block, QPointF(0, y));
    if (block.kind == BlockKind::Table)
        offset = std::max<qsizetype>(0, flatText(block).first(offset).lastIndexOf(u'\n') + 1);
    const QRectF line = item.caretRect(block, offset);
    const bool isWhole = block.kind != BlockKind::Table && line.bottom() <= y;
    const bool isLast = line.top() >= item.caretRect(block, length).top();
    if (offset == 0 || (item.caretRect(block, 0).top() >= line.top() && !isWhole))
        return 0;
    return isWhole && !isLast ? qCeil(line.bottom()) : qFloor(line.top());
}

} // namespace

struct AnswerPrinter::Section
{
    Section(const QString &heading, Theme::Face face, QPalette::ColorRole ink)
        : title(heading)
        , stack({.face = face, .ink = ink, .paper = true})
    {
    }

    // Where to end a page that has room down to `end`.
    int breakBefore(int top, int end)
    {
        if (end >= stack.height())
            return stack.height();
        qsizetype block = stack.blockAt(end);
        const QRectF item = stack.itemRect(block);
        if (end > item.top()) {
            const int above = breakAbove(blocks.at(block), stack.item(block), end - int(item.top()));
            if (above > 0 && int(item.top()) + above > top)
                return int(item.top()) + above;
        }
        while (block > 0 && blocks.at(block - 1).kind == BlockKind::Heading && stack.top(block - 1) > top)
            --block; // a heading stays with what it is of
        return stack.top(block) > top ? stack.top(block) : end;
    }

    QString title; // empty: none
    QList<Block> blocks;
    BlockStack stack;
};

AnswerPrinter::AnswerPrinter(const AnswerSheet &sheet, const QSize &page)
    : m_sheet(sheet)
    , m_page(page.shrunkBy({0, 0, 0, footHeight}))
{
    m_pages.resize(1);
    const int factHeight = QFontMetrics(Theme::font(Theme::Face::Small)).height() + Theme::halfStep;
    m_y =
        QFontMetrics(Theme::font(Theme::Face::Title)).height() + Theme::step + int(factsOf(sheet).size()) * factHeight;
    using Mode = AnswerReader::Mode;
    addSection(Text::tr("System prompt"), sheet.system, Mode::Raw, Theme::Face::Body);
    addSection(Text::tr("Prompt"), sheet.prompt, Mode::Raw, Theme::Face::Body);
    for (const Round &round : sheet.attempt.rounds)
        addAnswer(round.answer, round.results);
    addAnswer(sheet.attempt.answer, {});
    for (const std::unique_ptr<Section> &section : m_sections)
        flow(*section);
}

AnswerPrinter::~AnswerPrinter() = default;

void AnswerPrinter::addAnswer(const Answer &answer, const QList<ToolResult> &results)
{
    using Mode = AnswerReader::Mode;
    addSection(Text::tr("Answer"), answer.text, Mode::Markdown, Theme::Face::Answer);
    addSection(Text::tr("Refused, in the model's words"), answer.refusal, Mode::Markdown, Theme::Face::Answer);
    for (qsizetype i = 0; i < answer.toolCalls.size(); ++i) {
        const ToolCall &call = answer.toolCalls.at(i);
        addSection(Text::tr("Tool call: %1").arg(visibleText(call.name)), prettyJson(call.arguments), Mode::Code,
                   Theme::Face::Code);
        if (i < results.size())
            addSection(Text::tr("Recorded result: %1").arg(visibleText(results.at(i).name)),
                       prettyJson(results.at(i).text), Mode::Code, Theme::Face::Code);
    }
    addSection(Text::tr("Reasoning"), answer.reasoning, Mode::Markdown, Theme::Face::Body);
}

void AnswerPrinter::addSection(const QString &title, const QString &text, AnswerReader::Mode mode, Theme::Face face)
{
    if (text.isEmpty())
        return;
    const QPalette::ColorRole ink = face == Theme::Face::Answer ? QPalette::Text : Theme::dimRole;
    auto section = std::make_unique<Section>(title, face, ink);
    AnswerReader reader(mode, u"json"_s);
    reader.feed(text);
    reader.finish();
    section->blocks = reader.blocks();
    if (mode == AnswerReader::Mode::Raw) {
        for (Block &block : section->blocks)
            block.kind = BlockKind::Paragraph; // words of a person, not a source
    }
    section->stack.setWidth(m_page.width());
    section->stack.setBlocks(&section->blocks);
    while (section->stack.refine(QDeadlineTimer(QDeadlineTimer::Forever))) {
    }
    m_sections.push_back(std::move(section));
}

void AnswerPrinter::flow(Section &section)
{
    constexpr int leastRoom = 60; // below a title
    m_y += sectionGap;
    if (m_y + titleHeight() + leastRoom > m_page.height()) {
        m_pages.emplaceBack();
        m_y = 0;
    }
    m_y += titleHeight();
    for (int top = 0; top < section.stack.height();) {
        const int bottom = section.breakBefore(top, top + m_page.height() - m_y);
        m_pages.last().append({.section = &section, .y = m_y, .top = top, .bottom = bottom});
        m_y += bottom - top;
        top = bottom;
        if (top < section.stack.height()) {
            m_pages.emplaceBack();
            m_y = 0;
        }
    }
}

void AnswerPrinter::paint(QPainter &painter, int page)
{
    if (page == 0)
        paintHead(painter);
    for (const Slice &slice : std::as_const(m_pages.at(page)))
        paintSlice(painter, slice);
    paintFoot(painter, page);
}

void AnswerPrinter::paintHead(QPainter &painter) const
{
    const Theme::Colors &colors = Theme::paperColors();
    int y = 0;
    const auto line = [&](const QString &text, Theme::Face face, const QColor &ink) {
        const QFont font = Theme::font(face);
        const QFontMetrics metrics(font);
        painter.setFont(font);
        painter.setPen(ink);
        painter.drawText(QRect(0, y, m_page.width(), metrics.height()), Qt::AlignLeft | Qt::AlignVCenter,
                         metrics.elidedText(text, Qt::ElideMiddle, m_page.width()));
        y += metrics.height() + Theme::halfStep;
    };
    line(visibleText(m_sheet.model), Theme::Face::Title, colors.text);
    for (const QString &fact : factsOf(m_sheet))
        line(fact, Theme::Face::Small, colors.dim);
    painter.fillRect(QRect(0, y + Theme::halfStep, m_page.width(), 1), colors.line);
}

void AnswerPrinter::paintFoot(QPainter &painter, int page) const
{
    const QRect foot(0, m_page.height(), m_page.width(), footHeight);
    const QFont font = Theme::font(Theme::Face::Small);
    const QString number = Text::tr("Page %1 of %2").arg(Format::count(page + 1), Format::count(pages()));
    const QFontMetrics metrics(font);
    painter.setFont(font);
    painter.setPen(Theme::paperColors().dim);
    painter.drawText(foot, Qt::AlignRight | Qt::AlignBottom, number);
    const int room = foot.width() - metrics.horizontalAdvance(number) - Theme::edge;
    painter.drawText(foot, Qt::AlignLeft | Qt::AlignBottom,
                     metrics.elidedText(visibleText(m_sheet.model), Qt::ElideMiddle, room));
}

void AnswerPrinter::paintSlice(QPainter &painter, const Slice &slice) const
{
    Section &section = *slice.section;
    if (slice.top == 0) {
        painter.setFont(Theme::font(Theme::Face::Strong));
        painter.setPen(Theme::paperColors().dim);
        painter.drawText(QRect(0, slice.y - titleHeight(), m_page.width(), titleHeight()), Qt::AlignLeft | Qt::AlignTop,
                         painter.fontMetrics().elidedText(section.title, Qt::ElideMiddle, m_page.width()));
    }
    painter.save();
    painter.setClipRect(QRect(0, slice.y, m_page.width(), slice.bottom - slice.top));
    painter.translate(0, slice.y - slice.top);
    const QList<Block> &blocks = section.blocks;
    for (qsizetype block = section.stack.blockAt(slice.top); block < blocks.size(); ++block) {
        if (section.stack.top(block) >= slice.bottom)
            break;
        BlockItem &item = section.stack.item(block);
        while (item.doIdleWork(blocks.at(block))) {
        }
        const QRectF place = section.stack.itemRect(block);
        const QRectF shown = place & QRectF(place.left(), slice.top, place.width(), slice.bottom - slice.top);
        section.stack.paint(painter, block, {.exposed = shown.translated(-place.topLeft())});
    }
    painter.restore();
}

namespace {

// Faces are measured in points of the screen: the paper has its resolution. What is drawn are outlines, so nothing gets coarse.
int paperResolution()
{
    const QScreen *screen = QGuiApplication::primaryScreen();
    return screen ? qRound(screen->logicalDotsPerInchY()) : 96;
}

Result<int> paintPages(const AnswerSheet &sheet, QPagedPaintDevice &device)
{
    QPainter painter;
    if (!painter.begin(&device))
        return std::unexpected(Error{.code = ErrorCode::Io, .message = Text::tr("The printer cannot be used.")});
    AnswerPrinter printer(sheet, QSize(device.width(), device.height()));
    for (int page = 0; page < printer.pages(); ++page) {
        if (page > 0 && !device.newPage())
            return std::unexpected(Error{.code = ErrorCode::Io, .message = Text::tr("The printer stopped.")});
        printer.paint(painter, page);
    }
    return printer.pages();
}

} // namespace

Result<int> printAnswer(const AnswerSheet &sheet, QPrinter &printer)
{
    printer.setResolution(paperResolution());
    printer.setDocName(sheet.model);
    return paintPages(sheet, printer);
}

Result<int> saveAnswerAsPdf(const AnswerSheet &sheet, const QString &path)
{
    QSaveFile file(path);
    const auto failed = [&file, &path] {
        return std::unexpected(Error{.code = ErrorCode::Io,
                                     .message = Text::tr("%1 could not be written: %2").arg(path, file.errorString())});
    };
    if (!file.open(QIODevice::WriteOnly))
        return failed();
    Result<int> pages = 0;
    {
        QPdfWriter writer(&file);
        const bool letter = QLocale().measurementSystem() == QLocale::ImperialUSSystem;
        writer.setPageSize(QPageSize(letter ? QPageSize::Letter : QPageSize::A4));
        writer.setPageMargins(QMarginsF(margin, margin, margin, margin), QPageLayout::Millimeter);
        writer.setResolution(paperResolution());
        writer.setTitle(sheet.model);
        writer.setCreator(QCoreApplication::applicationName());
        pages = paintPages(sheet, writer);
    }
    if (pages && !file.commit())
        return failed();
    return pages;
}

} // namespace evenhand
