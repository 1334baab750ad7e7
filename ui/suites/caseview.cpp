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
#include <QScrollBar>
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
        const QRect rect = option.rect.adjusted(Theme::step, 0, -Theme::step, -1);
        const QString text = index.data().toString();
        painter->save();
        painter->setFont(option.font);
        painter->setPen(c.text);
        // Arabic and Hebrew begin at the right edge of their cell.
        painter->setLayoutDirection(text.isRightToLeft() ? Qt::RightToLeft : Qt::LeftToRight);
        painter->drawText(rect, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine,
                          option.fontMetrics.elidedText(text, Qt::ElideRight, rect.width()));
        painter->restore();
        if (option.state & QStyle::State_HasFocus) {
            painter->setPen(c.accent);
            painter->drawRect(option.rect.adjusted(0, 0, -2, -2));
        }
    }

    // It covers the text that it changes.
    QWidget *createEditor(QWidget *parent, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        QWidget *editor = QStyledItemDelegate::createEditor(parent, option, index);
        editor->setBackgroundRole(QPalette::Base);
        editor->setAutoFillBackground(true);
        return editor;
    }
};

// Heads of columns stand over their texts; numbers of cases are quiet.
class CaseHeader : public QHeaderView
{
public:
    CaseHeader(Qt::Orientation orientation, QWidget *parent)
        : QHeaderView(orientation, parent)
    {
        setFont(Theme::font(Theme::Face::Small));
        setSectionsClickable(true);
        setHighlightSections(false);
    }

    QSize sizeHint() const override
    {
        const QSize usual = QHeaderView::sizeHint();
        return orientation() == Qt::Vertical ? QSize(usual.width() + Theme::step, usual.height())
                                             : QSize(usual.width(), fontMetrics().height() + 2 * Theme::step);
    }

protected:
    void paintSection(QPainter *painter, const QRect &rect, int section) const override
    {
        const Theme::Colors &c = Theme::colors();
        painter->fillRect(rect, c.panel);
        painter->fillRect(rect.left(), rect.bottom(), rect.width(), 1, c.line);
        painter->fillRect(rect.right(), rect.top(), 1, rect.height(), c.line);
        const QRect text = rect.adjusted(Theme::step, 0, -Theme::step, -1);
        const int alignment = model()->headerData(section, orientation(), Qt::TextAlignmentRole).toInt();
        painter->setFont(font());
        painter->setPen(c.dim);
        painter->drawText(text, alignment | Qt::TextSingleLine,
                          fontMetrics().elidedText(model()->headerData(section, orientation()).toString(),
                                                   Qt::ElideRight, text.width()));
    }
};

} // namespace

CaseView::CaseView(SuiteModel &model, QWidget *parent)
    : QTableView(parent)
    , m_model(model)
{
    setHorizontalHeader(new CaseHeader(Qt::Horizontal, this));
    setVerticalHeader(new CaseHeader(Qt::Vertical, this));
    setModel(&model);
    setFrameShape(QFrame::NoFrame);
    setAccessibleName(tr("Cases"));
    setItemDelegate(new CaseDelegate(this));
    setShowGrid(false);
    setCornerButtonEnabled(false);
    setHorizontalScrollMode(ScrollPerPixel);
    setTabKeyNavigation(false);
    horizontalHeader()->setStretchLastSection(true);
    setCornerWidget(new QWidget);
    connect(&model, &SuiteModel::modelAboutToBeReset, this, &CaseView::keepPlace);
    connect(&model, &SuiteModel::modelReset, this, &CaseView::returnToPlace);
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    verticalHeader()->setDefaultSectionSize(fontMetrics().height() + 2 * Theme::step);
}

void CaseView::keepPlace()
{
    const QModelIndex current = currentIndex();
    m_place = {.suite = m_model.suite().id,
               .current = current.isValid() ? m_model.suite().cases.at(current.row()).id : CaseId(),
               .row = current.row(),
               .column = current.column(),
               .scrolled = verticalScrollBar()->value(),
               .columns = m_model.columns(),
               .widths = {}};
    for (int column = 0; column < m_place.columns.size(); ++column)
        m_place.widths.append(columnWidth(column));
}

void CaseView::returnToPlace()
{
    fitColumns();
    const Suite &suite = m_model.suite();
    if (suite.id != m_place.suite || m_place.row < 0 || suite.cases.isEmpty())
        return;
    const auto found = std::ranges::find(suite.cases, m_place.current, &SuiteCase::id);
    const qsizetype row = found != suite.cases.end() ? found - suite.cases.begin() : m_place.row;
    // A column that was renamed stands where it stood.
    const qsizetype known = m_model.columns().indexOf(m_place.columns.at(m_place.column));
    const qsizetype column = known >= 0 ? known : m_place.column;
    goTo(int(std::min(row, suite.cases.size() - 1)), int(std::min(column, m_model.columns().size() - 1)));
    verticalScrollBar()->setValue(m_place.scrolled);
    scrollTo(currentIndex());
}

// Whatever keys are held: with some of them a view would add to the selection.
void CaseView::goTo(int row, int column)
{
    selectionModel()->setCurrentIndex(m_model.index(row, column), QItemSelectionModel::ClearAndSelect);
}

void CaseView::fitColumns()
{
    using Kind = TableColumn::Kind;
    const int character = fontMetrics().averageCharWidth();
    const QList<TableColumn> &columns = m_model.columns();
    for (int column = 0; column < columns.size(); ++column) {
        const Kind kind = columns.at(column).kind;
        const bool isText = kind == Kind::Variable || kind == Kind::Reference;
        const qsizetype known = m_place.suite == m_model.suite().id ? m_place.columns.indexOf(columns.at(column)) : -1;
        const int usual = character * (isText ? textCharacters : wordCharacters);
        horizontalHeader()->resizeSection(column, known >= 0 ? m_place.widths.at(known) : usual);
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
    goTo(row, column);
    setFocus();
}

void CaseView::removeCases()
{
    const QModelIndex current = currentIndex();
    m_model.removeCases(selectedRows());
    goTo(std::min(current.row(), m_model.rowCount() - 1), current.column());
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
    m_model.paste(currentIndex(), QGuiApplication::clipboard()->text());
}

void CaseView::pasteWithHeadings()
{
    const int before = m_model.rowCount();
    m_model.pasteWithHeadings(QGuiApplication::clipboard()->text());
    if (m_model.rowCount() > before)
        goTo(before, std::max(0, currentIndex().column()));
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
    } else if (event->key() == Qt::Key_V && event->modifiers() == (Qt::ControlModifier | Qt::ShiftModifier)) {
        pasteWithHeadings();
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
