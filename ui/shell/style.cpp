// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/shell/style.h"

#include "ui/shell/theme.h"

#include <QAbstractScrollArea>
#include <QStyleFactory>
#include <QStyleOption>
#include <QWidget>

using namespace Qt::StringLiterals;

namespace evenhand {
namespace {

constexpr int scrollBarExtent = 10;
constexpr int buttonPadding = 12; // left and right of a button's text
constexpr int flatPadding = 6;    // likewise, where it has no frame
constexpr int controlPadding = 7; // above and below the text of a control

QSize padded(const QSize &size, int horizontal, int vertical)
{
    return size + QSize(2 * horizontal, 2 * vertical);
}

// As high as a line edit, which has a pixel more above and below.
int controlHeight(const QStyleOption *option)
{
    return option->fontMetrics.height() + 2 * (controlPadding + 1);
}

} // namespace

Style::Style()
    : QProxyStyle(QStyleFactory::create(u"Fusion"_s))
{
}

int Style::pixelMetric(PixelMetric metric, const QStyleOption *option, const QWidget *widget) const
{
    switch (metric) {
    case PM_ScrollBarExtent:
        return scrollBarExtent;
    case PM_ScrollBarSliderMin:
        return 32;
    case PM_SmallIconSize:
    case PM_ButtonIconSize:
    case PM_ListViewIconSize:
    case PM_TabBarIconSize:
        return Theme::iconSize;
    case PM_ButtonShiftHorizontal:
    case PM_ButtonShiftVertical:
    case PM_ScrollView_ScrollBarSpacing:
    case PM_ScrollView_ScrollBarOverlap:
        return 0;
    case PM_LayoutHorizontalSpacing:
    case PM_LayoutVerticalSpacing:
        return Theme::step;
    case PM_LayoutLeftMargin:
    case PM_LayoutTopMargin:
    case PM_LayoutRightMargin:
    case PM_LayoutBottomMargin:
        return Theme::edge;
    case PM_MenuPanelWidth:
        return Theme::halfStep;
    case PM_IndicatorWidth:
    case PM_IndicatorHeight:
    case PM_ExclusiveIndicatorWidth:
    case PM_ExclusiveIndicatorHeight:
        return Theme::iconSize;
    case PM_CheckBoxLabelSpacing:
    case PM_RadioButtonLabelSpacing:
        return Theme::step;
    case PM_MenuButtonIndicator:
        return Theme::iconSize;
    default:
        return QProxyStyle::pixelMetric(metric, option, widget);
    }
}

int Style::styleHint(StyleHint hint, const QStyleOption *option, const QWidget *widget, QStyleHintReturn *data) const
{
    switch (hint) {
    case SH_DialogButtonBox_ButtonsHaveIcons:
    case SH_EtchDisabledText:
    case SH_DitherDisabledText:
    case SH_ComboBox_Popup:
    case SH_ScrollBar_Transient:
    case SH_Widget_Animate:
    case SH_Widget_Animation_Duration:
        return 0;
    default:
        return QProxyStyle::styleHint(hint, option, widget, data);
    }
}

QSize Style::sizeFromContents(ContentsType type, const QStyleOption *option, const QSize &contents,
                              const QWidget *widget) const
{
    switch (type) {
    case CT_PushButton: {
        const auto *button = qstyleoption_cast<const QStyleOptionButton *>(option);
        const bool flat = button && (button->features & QStyleOptionButton::Flat);
        const QSize size = padded(contents, flat ? flatPadding : buttonPadding, controlPadding);
        return {size.width(), controlHeight(option)};
    }
    case CT_ToolButton:
        return padded(contents, 6, 6);
    case CT_LineEdit:
    case CT_ComboBox:
    case CT_SpinBox: {
        const QSize size = QProxyStyle::sizeFromContents(type, option, contents, widget);
        return {size.width() + Theme::step, controlHeight(option)};
    }
    case CT_MenuItem:
        return QProxyStyle::sizeFromContents(type, option, contents, widget) + QSize(Theme::step, Theme::halfStep);
    case CT_HeaderSection:
        return QProxyStyle::sizeFromContents(type, option, contents, widget) + QSize(Theme::step, Theme::step);
    case CT_ItemViewItem: { // as high as a menu's where it is a choice of a box
        const QSize size = QProxyStyle::sizeFromContents(type, option, contents, widget);
        return widget && widget->inherits("QComboBoxListView") ? size + QSize(Theme::step, Theme::step) : size;
    }
    default:
        return QProxyStyle::sizeFromContents(type, option, contents, widget);
    }
}

void Style::polish(QWidget *widget)
{
    QProxyStyle::polish(widget);
    // The frame's own ground shows through, so that its corners are round.
    if (auto *area = qobject_cast<QAbstractScrollArea *>(widget); area && area->frameShape() == QFrame::StyledPanel)
        area->viewport()->setAutoFillBackground(false);
}

QRect Style::subControlRect(ComplexControl control, const QStyleOptionComplex *option, SubControl part,
                            const QWidget *widget) const
{
    if (control == CC_ScrollBar) {
        // No arrows: the groove is the whole bar.
        const auto *slider = qstyleoption_cast<const QStyleOptionSlider *>(option);
        if (part == SC_ScrollBarAddLine || part == SC_ScrollBarSubLine)
            return {};
        if (slider && (part == SC_ScrollBarGroove || part == SC_ScrollBarSlider)) {
            const bool horizontal = slider->orientation == Qt::Horizontal;
            const int length = horizontal ? option->rect.width() : option->rect.height();
            if (part == SC_ScrollBarGroove)
                return option->rect;
            const qint64 range = qint64(slider->maximum) - slider->minimum;
            const int handle = range <= 0
                                   ? length
                                   : std::clamp(int(length * qint64(slider->pageStep) / (range + slider->pageStep)),
                                                std::min(32, length), length);
            const int start = sliderPositionFromValue(slider->minimum, slider->maximum, slider->sliderPosition,
                                                      length - handle, slider->upsideDown);
            return horizontal ? QRect(start, 0, handle, option->rect.height())
                              : QRect(0, start, option->rect.width(), handle);
        }
    }
    const QRect rect = QProxyStyle::subControlRect(control, option, part, widget);
    // Its text begins where that of a line edit does.
    return control == CC_ComboBox && part == SC_ComboBoxEditField ? rect.adjusted(Theme::step - 3, 0, 0, 0) : rect;
}

QRect Style::subElementRect(SubElement element, const QStyleOption *option, const QWidget *widget) const
{
    switch (element) {
    case SE_PushButtonFocusRect:
    case SE_ToolButtonLayoutItem:
        return option->rect;
    case SE_LineEditContents: {
        // One without a frame stands in a control that has its own padding.
        const auto *frame = qstyleoption_cast<const QStyleOptionFrame *>(option);
        const int left = frame && frame->lineWidth == 0 ? Theme::halfStep : Theme::step;
        return option->rect.adjusted(left, 1, -Theme::halfStep, -1);
    }
    default:
        return QProxyStyle::subElementRect(element, option, widget);
    }
}

} // namespace evenhand
