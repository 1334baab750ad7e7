// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/text/answerreader.h"
#include "ui/answer/blockitem.h"

#include <QWidget>

namespace evenhand {

// Text that a model wrote, as blocks, as tall as it needs to be: it never scrolls itself up or down. Only what is on the
// screen is laid out exactly; heights of the rest are guesses at first and made exact in quiet moments. Nothing in the text
// ever opens, fetches or runs anything.
//
// The view is painted on its background role, which its parents have unless it is set. The keyboard: Shift and the arrows,
// Home and End change the selection, with Ctrl by words and to the ends; Tab goes from link to link and then on; Return
// activates the link that is selected. All else is left to what scrolls the view.
class BlockView : public QWidget
{
    Q_OBJECT
public:
    static constexpr int longestLine = 80; // characters

    explicit BlockView(Theme::Face face = Theme::Face::Answer, QPalette::ColorRole ink = QPalette::Text,
                       QWidget *parent = nullptr);
    ~BlockView() override;

    // How the text is read: reads again what is there. `language`: of code.
    void setMode(AnswerReader::Mode mode, const QString &language = {});
    AnswerReader::Mode mode() const;
    // The whole text so far. What is new at its end is added; a text that begins differently replaces what was there
    // (while it streams, only the ends of what is known are looked at). A long one is read in slices, its beginning at once.
    void setText(const QString &text);
    void endText(); // nothing follows
    void clear();
    // A sign after the last character: more is to come.
    void setStreaming(bool streaming);

    const QList<Block> &blocks() const;
    const QByteArray &source() const;
    bool isComplete() const; // everything that was set is in blocks()

    // ---- Selection ---------------------------------------------------------------------------------------------
    TextRange selection() const;
    void setSelection(const TextRange &range);
    void selectAll();
    QString selectedText() const; // the source of it
    void copy() const;            // to the clipboard, if something is selected

    // ---- Marks -------------------------------------------------------------------------------------------------
    // Ascending, without overlaps within a kind. They go when the blocks that they are in change.
    void setMarks(BlockMark::Kind kind, const QList<TextRange> &ranges);
    QList<TextRange> marks(BlockMark::Kind kind) const;

    // ---- Places, in the view's coordinates ---------------------------------------------------------------------
    // A place that stays the same whatever the width, the zoom and the heights before it. The space above a block belongs
    // to it.
    struct Anchor
    {
        qsizetype block = 0;
        qreal within = 0; // 0 at the block's top, 1 at its bottom

        bool operator==(const Anchor &) const = default;
    };
    Anchor anchorAt(int y) const;
    int yOf(const Anchor &anchor) const;
    QRect rectOf(const TextPlace &place); // of the caret there; lays out what is around it
    TextPlace placeAt(const QPoint &point);
    // Brings an offset of a block that scrolls sideways into its window.
    void revealSideways(const TextPlace &place);

    // What the view stands in takes note of its height at once, up to what scrolls it: else that is painted before it has
    // kept the reader's place. Not while any of it is being laid out.
    void settleParents();

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

signals:
    void blocksChanged(); // after each change of blocks()
    void completed();     // a long text is read to its end
    void heightChanged(); // or that of a block: anchors may be elsewhere
    void selectionChanged();
    void linkActivated(const evenhand::LinkTarget &link);

protected:
    bool event(QEvent *event) override;
    bool focusNextPrevChild(bool next) override;
    void paintEvent(QPaintEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;
    void timerEvent(QTimerEvent *event) override;
    void leaveEvent(QEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;

private:
    friend class BlockAccessible;
    friend void announceSelection(BlockView &view, const struct BlockCursor &cursor);
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace evenhand
