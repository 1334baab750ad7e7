// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QWidget>

QT_BEGIN_NAMESPACE
class QLabel;
class QLineEdit;
class QPlainTextEdit;
QT_END_NAMESPACE

namespace evenhand {

class Banner;
class CaseView;
class SuiteModel;

// One suite: its cases as a table, a bar for rows, columns and finding, and the text of the current cell at full length.
class SuiteEditor : public QWidget
{
    Q_OBJECT
public:
    explicit SuiteEditor(SuiteModel &model, QWidget *parent = nullptr);

    CaseView *view() const { return m_view; }
    QPlainTextEdit *detail() const { return m_detail; }
    QLineEdit *findField() const { return m_find; }
    void tell(const QString &sentence); // empty: nothing any more
    QString told() const;
    void findNext(bool backward);
    void attachFiles(const QStringList &paths); // to the current case
    void askForColumn(bool rename);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    QWidget *buildBar();
    void buildDetail();
    void showDetail();
    void takeDetail();
    bool isTakenAtOnce() const;
    void chooseFiles();
    void showColumnMenu(const QPoint &position);

    SuiteModel &m_model;
    CaseView *m_view;
    Banner *m_banner;
    QLineEdit *m_find;
    QLabel *m_detailTitle;
    QPlainTextEdit *m_detail;
};

} // namespace evenhand
