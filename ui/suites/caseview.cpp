// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/suites/caseview.h"

#include "ui/models/suitemodel.h"
#include "ui/shell/theme.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHeaderView>
#include <QKeyEvent>
#include <QPainter>
#include <QStyledItemDelegate>

namespace evenhand {
namespace {

constexpr int textCharacters = 36; // of variables and references
constexpr int wordCharacters = 18;

// Hairlines between cells; the text keeps its colour where a cell is selected.
class CaseDelegate : public QStyledItemDelegate
{
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        const Theme::Colors &c = Theme::colors();
        if (option.state & QStyle::State_Selected)
            painter->fillRect(option.rect, c.accentSoft);
        painter->fillRect(option.rect.left(), option.rect.bottom(), option.rect.width(), 1, c.line);
        painter->fillRect(option.rect.right(), option.rect.top(), 1, option.rect.height(), c.line);
        const QRect text = option.rect.adjusted(Theme::step, 0, -Theme::step, -1);
        painter->setFont(option.font);
        painter->setPen(c.text);
        painter->drawText(text, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine,
                          option.fontMetrics.elidedText(index.data().toString(), Qt::ElideRight, text.width()));
        if (option.state & QStyle::State_HasFocus) {
            painter->setPen(c.accent);
            painter->drawRect(option.rect.adjusted(0, 0, -2, -2));
        }
    }
};

} // namespace

CaseView::CaseView(SuiteModel &model, QWidget *parent)
    : QTableView(parent)
    , m_model(model)
{
    setModel(&model);
    setFrameShape(QFrame::NoFrame);
    setAccessibleName(tr("Cases"));
    setItemDelegate(new CaseDelegate(this));
    setShowGrid(false);
    setCornerButtonEnabled(false);
    setHorizontalScrollMode(ScrollPerPixel);
    setTabKeyNavigation(false);
    horizontalHeader()->setHighlightSections(false);
    horizontalHeader()->setStretchLastSection(true);
    setCornerWidget(new QWidget);
    connect(&model, &SuiteModel::modelReset, this, &CaseView::fitColumns);
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    verticalHeader()->setDefaultSectionSize(fontMetrics().height() + 2 * Theme::step);
}

void CaseView::fitColumns()
{
    using Kind = TableColumn::Kind;
    const int character = fontMetrics().averageCharWidth();
    const QList<TableColumn> &columns = m_model.columns();
    for (int column = 0; column < columns.size(); ++column) {
        const Kind kind = columns.at(column).kind;
        const bool isText = kind == Kind::Variable || kind == Kind::Reference;
        horizontalHeader()->resizeSection(column, character * (isText ? textCharacters : wordCharacters));
    }
}

QList<int> CaseView::selectedRows() const
{
    QSet<int> rows;
    for (const QModelIndex &cell : selectionModel()->selectedIndexes())
        rows.insert(cell.row());
    return QList<int>(rows.begin(), rows.end());
}

void CaseView::addCase()
{
    const int row = currentIndex().isValid() ? currentIndex().row() + 1 : m_model.rowCount();
    const int column = std::max(0, currentIndex().column());
    m_model.addCase(row);
    setCurrentIndex(m_model.index(row, column));
    setFocus();
}

void CaseView::removeCases()
{
    const QModelIndex current = currentIndex();
    m_model.removeCases(selectedRows());
    setCurrentIndex(m_model.index(std::min(current.row(), m_model.rowCount() - 1), current.column()));
}

void CaseView::moveCases(int by)
{
    const QModelIndex current = currentIndex();
    const QList<int> rows = selectedRows();
    m_model.moveCases(rows, by);
    for (const int row : rows)
        selectionModel()->select(m_model.index(row + by, current.column()), QItemSelectionModel::Select);
    selectionModel()->setCurrentIndex(m_model.index(current.row() + by, current.column()), QItemSelectionModel::Select);
}

void CaseView::copy()
{
    if (selectionModel()->hasSelection())
        QGuiApplication::clipboard()->setText(m_model.copied(selectionModel()->selectedIndexes()));
}

void CaseView::paste()
{
    const QModelIndex current = currentIndex();
    m_model.paste(current, QGuiApplication::clipboard()->text());
    setCurrentIndex(m_model.index(std::max(0, current.row()), std::max(0, current.column())));
}

void CaseView::keyPressEvent(QKeyEvent *event)
{
    const bool isAlt = event->modifiers() == Qt::AltModifier;
    if (event->matches(QKeySequence::Copy)) {
        copy();
    } else if (event->matches(QKeySequence::Cut)) {
        copy();
        m_model.clear(selectionModel()->selectedIndexes());
    } else if (event->matches(QKeySequence::Paste)) {
        paste();
    } else if (event->matches(QKeySequence::Delete)) {
        m_model.clear(selectionModel()->selectedIndexes());
    } else if (event->key() == Qt::Key_Return && event->modifiers() == Qt::ControlModifier) {
        addCase();
    } else if (isAlt && (event->key() == Qt::Key_Up || event->key() == Qt::Key_Down)) {
        moveCases(event->key() == Qt::Key_Up ? -1 : 1);
    } else {
        QTableView::keyPressEvent(event);
        return;
    }
    event->accept();
}

} // namespace evenhand
