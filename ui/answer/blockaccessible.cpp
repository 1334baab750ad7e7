// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/answer/blockaccessible.h"

#include "ui/answer/blockviewprivate.h"

#include <QAccessibleWidget>
#include <QTextBoundaryFinder>

using namespace Qt::StringLiterals;

namespace evenhand {

class BlockAccessible final : public QAccessibleWidget, public QAccessibleTextInterface
{
public:
    explicit BlockAccessible(BlockView *view)
        : QAccessibleWidget(view, QAccessible::StaticText)
        , m_view(view)
    {
    }

    QAccessible::State state() const override;
    QString text(QAccessible::Text type) const override;
    void *interface_cast(QAccessible::InterfaceType type) override;

    int characterCount() const override { return spoken().length(); }
    QString text(int begin, int end) const override { return spoken().text(begin, end); }
    QString textAtOffset(int offset, QAccessible::TextBoundaryType type, int *begin, int *end) const override;
    QString textBeforeOffset(int offset, QAccessible::TextBoundaryType type, int *begin, int *end) const override;
    QString textAfterOffset(int offset, QAccessible::TextBoundaryType type, int *begin, int *end) const override;
    QString attributes(int offset, int *begin, int *end) const override;

    int selectionCount() const override { return m_view->selection().isEmpty() ? 0 : 1; }
    void selection(int index, int *begin, int *end) const override;
    void addSelection(int begin, int end) override { setSelection(0, begin, end); }
    void removeSelection(int index) override;
    void setSelection(int index, int begin, int end) override;
    int cursorPosition() const override;
    void setCursorPosition(int position) override;

    QRect characterRect(int offset) const override;
    int offsetAtPoint(const QPoint &point) const override;
    void scrollToSubstring(int begin, int end) override;

private:
    struct Range
    {
        int begin = 0;
        int end = 0;
    };

    const SpokenText &spoken() const { return m_view->d->spoken; }
    Range rangeAround(int offset, QAccessible::TextBoundaryType type) const;
    Range lineAround(int offset) const;
    QString tell(const Range &range, int *begin, int *end) const;

    BlockView *m_view;
};

namespace {

constexpr int endOfText = -1; // of the interface: the end
constexpr int atCursor = -2;  // likewise

QAccessibleInterface *makeInterface(const QString &, QObject *object)
{
    auto *view = qobject_cast<BlockView *>(object);
    return view ? new BlockAccessible(view) : nullptr;
}

std::optional<QTextBoundaryFinder::BoundaryType> finderType(QAccessible::TextBoundaryType type)
{
    switch (type) {
    case QAccessible::CharBoundary:
        return QTextBoundaryFinder::Grapheme;
    case QAccessible::WordBoundary:
        return QTextBoundaryFinder::Word;
    case QAccessible::SentenceBoundary:
        return QTextBoundaryFinder::Sentence;
    default:
        return std::nullopt;
    }
}

} // namespace

QAccessible::State BlockAccessible::state() const
{
    QAccessible::State state = QAccessibleWidget::state();
    state.readOnly = true;
    state.selectableText = true;
    state.multiLine = true;
    return state;
}

QString BlockAccessible::text(QAccessible::Text type) const
{
    return type == QAccessible::Value ? spoken().text(0, characterCount()) : QAccessibleWidget::text(type);
}

void *BlockAccessible::interface_cast(QAccessible::InterfaceType type)
{
    if (type == QAccessible::TextInterface)
        return static_cast<QAccessibleTextInterface *>(this);
    return QAccessibleWidget::interface_cast(type);
}

QString BlockAccessible::tell(const Range &range, int *begin, int *end) const
{
    *begin = range.begin;
    *end = range.end;
    return spoken().text(range.begin, range.end);
}

BlockAccessible::Range BlockAccessible::rangeAround(int offset, QAccessible::TextBoundaryType type) const
{
    const int count = characterCount();
    if (offset == endOfText)
        offset = count;
    else if (offset == atCursor)
        offset = cursorPosition();
    if (count == 0 || offset < 0 || offset > count)
        return {};
    if (type == QAccessible::NoBoundary)
        return {.begin = 0, .end = count};
    if (type == QAccessible::LineBoundary)
        return lineAround(offset);
    const qsizetype block = spoken().blockOf(offset);
    const int start = spoken().start(block);
    const QString text = spoken().text(block);
    const auto unit = finderType(type);
    if (!unit)
        return {.begin = start, .end = start + int(text.size())};
    QTextBoundaryFinder finder(*unit, text);
    finder.setPosition(std::min<qsizetype>(offset - start, text.size() - 1));
    const qsizetype begin = finder.isAtBoundary() ? finder.position() : finder.toPreviousBoundary();
    const qsizetype end = finder.toNextBoundary();
    return {.begin = start + int(begin), .end = start + int(end < 0 ? text.size() : end)};
}

BlockAccessible::Range BlockAccessible::lineAround(int offset) const
{
    const TextPlace place = spoken().placeOf(offset);
    BlockView::Private &view = *m_view->d;
    const TextPlace begin = endOfLine(view.stack, view.blocks(), place, false);
    const TextPlace end = endOfLine(view.stack, view.blocks(), place, true);
    view.settle();
    return {.begin = begin.offset == 0 ? spoken().start(begin.block) : spoken().offsetOf(begin),
            .end = spoken().offsetOf(end) + 1};
}

QString BlockAccessible::textAtOffset(int offset, QAccessible::TextBoundaryType type, int *begin, int *end) const
{
    return tell(rangeAround(offset, type), begin, end);
}

QString BlockAccessible::textBeforeOffset(int offset, QAccessible::TextBoundaryType type, int *begin, int *end) const
{
    const int start = rangeAround(offset, type).begin;
    return tell(start > 0 ? rangeAround(start - 1, type) : Range(), begin, end);
}

QString BlockAccessible::textAfterOffset(int offset, QAccessible::TextBoundaryType type, int *begin, int *end) const
{
    const int next = rangeAround(offset, type).end;
    return tell(next < characterCount() ? rangeAround(next, type) : Range{.begin = next, .end = next}, begin, end);
}

QString BlockAccessible::attributes(int offset, int *begin, int *end) const
{
    const Range block = rangeAround(offset, QAccessible::ParagraphBoundary);
    *begin = block.begin;
    *end = block.end;
    if (m_view->blocks().isEmpty())
        return {};
    const Block &shown = m_view->blocks().at(spoken().blockOf(offset));
    return shown.kind == BlockKind::Heading ? u"font-weight:bold;level:%1;"_s.arg(shown.level) : QString();
}

void BlockAccessible::selection(int, int *begin, int *end) const
{
    const TextRange range = m_view->selection();
    *begin = range.isEmpty() ? 0 : spoken().offsetOf(range.begin);
    *end = range.isEmpty() ? 0 : spoken().offsetOf(range.end);
}

void BlockAccessible::removeSelection(int)
{
    setCursorPosition(cursorPosition());
}

void BlockAccessible::setSelection(int, int begin, int end)
{
    m_view->setSelection({.begin = spoken().placeOf(begin), .end = spoken().placeOf(end)});
}

int BlockAccessible::cursorPosition() const
{
    return spoken().offsetOf(m_view->d->cursor.position);
}

void BlockAccessible::setCursorPosition(int position)
{
    const TextPlace place = spoken().placeOf(position);
    m_view->setSelection({.begin = place, .end = place});
}

QRect BlockAccessible::characterRect(int offset) const
{
    const QRect left = m_view->rectOf(spoken().placeOf(offset));
    const QRect right = m_view->rectOf(spoken().placeOf(offset + 1));
    const QRect rect = right.top() == left.top() ? left.united(right) : left;
    return {m_view->mapToGlobal(rect.topLeft()), rect.size()};
}

int BlockAccessible::offsetAtPoint(const QPoint &point) const
{
    return spoken().offsetOf(m_view->placeAt(m_view->mapFromGlobal(point)));
}

void BlockAccessible::scrollToSubstring(int begin, int)
{
    m_view->d->ensureVisible(m_view->rectOf(spoken().placeOf(begin)));
}

void installBlockAccessibility()
{
    static const bool installed = [] {
        QAccessible::installFactory(makeInterface);
        return true;
    }();
    Q_UNUSED(installed)
}

void announceSelection(BlockView &view, const BlockCursor &cursor)
{
    if (!QAccessible::isActive())
        return;
    const SpokenText &spoken = view.d->spoken;
    const TextRange range = cursor.range();
    QAccessibleTextSelectionEvent event(&view, spoken.offsetOf(range.begin), spoken.offsetOf(range.end));
    event.setCursorPosition(spoken.offsetOf(cursor.position));
    QAccessible::updateAccessibility(&event);
}

} // namespace evenhand
