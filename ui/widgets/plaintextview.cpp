// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/widgets/plaintextview.h"

#include "app/text/visibletext.h"

#include <QAbstractTextDocumentLayout>
#include <QKeyEvent>
#include <QMimeData>
#include <QTextBlock>

namespace evenhand {
namespace {

constexpr int originalProperty = QTextFormat::UserProperty + 1; // of a mark: what it stands for
constexpr int numberProperty = QTextFormat::UserProperty + 2; // of a mark: keeps two of them from becoming one fragment
constexpr qreal lineHeight = 1.55;                            // of the face's size

QTextBlockFormat blockFormat(const QFont &font)
{
    const QFontInfo info(font);
    const qreal percent = 100 * lineHeight * info.pixelSize() / QFontMetricsF(font).height();
    QTextBlockFormat format;
    format.setLineHeight(std::max(100.0, percent), QTextBlockFormat::ProportionalHeight);
    return format;
}

QTextCharFormat markFormat(const VisiblePiece &piece, int number)
{
    QTextCharFormat format;
    format.setFont(Theme::font(Theme::Face::Small));
    format.setBackground(Theme::colors().mark);
    format.setProperty(originalProperty, piece.original);
    format.setProperty(numberProperty, number);
    return format;
}

bool scrollsPage(const QKeyEvent *event)
{
    if (event->modifiers() & ~Qt::KeypadModifier)
        return false;
    switch (event->key()) {
    case Qt::Key_Up:
    case Qt::Key_Down:
    case Qt::Key_PageUp:
    case Qt::Key_PageDown:
    case Qt::Key_Home:
    case Qt::Key_End:
        return true;
    default:
        return false;
    }
}

} // namespace

PlainTextView::PlainTextView(Theme::Face face, QPalette::ColorRole ink, QWidget *parent)
    : QTextEdit(parent)
    , m_ink(ink)
{
    setFont(Theme::font(face));
    setReadOnly(true);
    setUndoRedoEnabled(false);
    setAcceptRichText(false);
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setWordWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    setFocusPolicy(Qt::ClickFocus);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setMaximumWidth(longestLine * fontMetrics().averageCharWidth());
    viewport()->setAutoFillBackground(false);
    document()->setDocumentMargin(0);
    applyInk();
    connect(document()->documentLayout(), &QAbstractTextDocumentLayout::documentSizeChanged, this,
            &PlainTextView::fitHeight);
    fitHeight();
}

void PlainTextView::setText(const QString &text)
{
    document()->clear();
    QTextCursor cursor(document());
    cursor.beginEditBlock();
    cursor.setBlockFormat(blockFormat(font()));
    VisibleText visible;
    const QList<VisiblePiece> pieces = visible.feed(text) + visible.finish();
    int marks = 0;
    for (const VisiblePiece &piece : pieces)
        cursor.insertText(piece.text, piece.isMark() ? markFormat(piece, ++marks) : QTextCharFormat());
    cursor.endEditBlock();
}

QSize PlainTextView::sizeHint() const
{
    return {maximumWidth(), height()};
}

QSize PlainTextView::minimumSizeHint() const
{
    return {10 * fontMetrics().averageCharWidth(), fontMetrics().height()};
}

void PlainTextView::fitHeight()
{
    setFixedHeight(qCeil(document()->size().height()));
}

void PlainTextView::changeEvent(QEvent *event)
{
    QTextEdit::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        applyInk();
}

void PlainTextView::applyInk()
{
    const QColor ink = QGuiApplication::palette().color(m_ink);
    QPalette own = palette();
    if (own.color(QPalette::Text) == ink)
        return;
    own.setColor(QPalette::Text, ink);
    setPalette(own);
}

void PlainTextView::wheelEvent(QWheelEvent *event)
{
    event->ignore();
}

void PlainTextView::keyPressEvent(QKeyEvent *event)
{
    if (scrollsPage(event))
        event->ignore();
    else
        QTextEdit::keyPressEvent(event);
}

QMimeData *PlainTextView::createMimeDataFromSelection() const
{
    const QTextCursor selection = textCursor();
    const int begin = selection.selectionStart();
    const int end = selection.selectionEnd();
    QString text;
    for (QTextBlock block = document()->findBlock(begin); block.isValid() && block.position() < end;
         block = block.next()) {
        if (block.position() > begin)
            text += u'\n';
        for (auto it = block.begin(); !it.atEnd(); ++it) {
            const QTextFragment fragment = it.fragment();
            const int from = std::max(begin, fragment.position());
            const int to = std::min(end, fragment.position() + fragment.length());
            if (from >= to)
                continue;
            const QVariant original = fragment.charFormat().property(originalProperty);
            text += original.isValid() ? original.toString()
                                       : fragment.text().sliced(from - fragment.position(), to - from);
        }
    }
    auto *mime = new QMimeData;
    mime->setText(text.replace(QChar::LineSeparator, u'\n'));
    return mime;
}

} // namespace evenhand
